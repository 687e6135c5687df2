import { Controller, Get, Options, Param, Query, Req, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Principal, PublicOrigin } from '../../auth/index.js';
import { AnyOrigin, MaybeCaller, Public, Rate, Reply } from '../../boundary/access.js';
import { PlaybackQuery, StreamStatusReply } from './playback.dto.js';
import { PlaybackService } from './playback.service.js';
import { StreamStatusService } from './stream-status.service.js';

/** Streams by the key players have. Most requests for files never come here: `HlsRoad` answers them. */
@ApiTags('Watching')
@Controller('api/stream/:key')
@Public()
@Rate('playback')
@AnyOrigin()
export class PlaybackController {
  constructor(
    private readonly playback: PlaybackService,
    private readonly statuses: StreamStatusService,
    private readonly origin: PublicOrigin,
  ) {}

  /** Get the status of a stream */
  @Get()
  @Reply(StreamStatusReply)
  status(
    @Param('key') key: string,
    @Query() { share }: PlaybackQuery,
    @MaybeCaller() principal: Principal | null,
    @Req() request: FastifyRequest,
  ): Promise<StreamStatusReply> {
    return this.statuses.read({ key, principal, share }, this.origin.of(request));
  }

  /** Get a playlist, a segment or a part (RFC 8216bis) */
  @Get('hls/:file')
  @ApiProduces('application/vnd.apple.mpegurl', 'video/mp4')
  async hls(
    @MaybeCaller() principal: Principal | null,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { file, admitted } = await this.playback.hls(request.url, principal);
    const headers = file.headers(admitted);
    for (let at = 0; at < headers.length; at += 2) void reply.header(headers[at]!, headers[at + 1]);
    await reply.send(file.body);
  }

  /** Let players of other origins ask */
  @Options('hls/:file')
  @ApiProduces('text/plain')
  async preflight(@Res() reply: FastifyReply): Promise<void> {
    await reply
      .status(204)
      .headers({
        'access-control-allow-methods': 'GET, HEAD, OPTIONS',
        'access-control-allow-headers': 'authorization, range',
        'access-control-max-age': '86400',
      })
      .send();
  }
}
