import { Body, Controller, Delete, Headers, HttpCode, Options, Param, Patch, Post, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { LIMITS } from '#libs/contracts';
import type { Principal } from '../../auth/index.js';
import { AnyOrigin, Client, type ClientInfo, MaybeCaller, Public, Rate } from '../../boundary/access.js';
import { SDP, SDP_FRAGMENT, TakesText } from '../../boundary/text-bodies.js';
import { IceServers } from '../../voice/index.js';
import { iceServerLinks } from './ice-server-links.js';
import { PlaybackQuery } from './playback.dto.js';
import { type WebRtcSession, WebRtcService } from './webrtc.service.js';

const SDP_SCHEMA = { content: { [SDP]: { schema: { type: 'string' as const } } } };

/** WHIP (RFC 9725) and WHEP. */
@ApiTags('Watching')
@Controller('api/stream/:key/webrtc')
@Public()
@Rate('webrtc')
@AnyOrigin()
export class WebRtcController {
  constructor(
    private readonly webRtc: WebRtcService,
    private readonly iceServers: IceServers,
  ) {}

  /** Publish (WHIP) */
  @Post('whip')
  @TakesText(SDP, LIMITS.sdpBytes)
  @ApiCreatedResponse({ description: 'The SDP answer; `Location` is the session.', ...SDP_SCHEMA })
  async publish(
    @Param('key') key: string,
    @Body() offer: string,
    @MaybeCaller() principal: Principal | null,
    @Client() { ip: address, userAgent }: ClientInfo,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const session = await this.webRtc.publish({ key, principal, address, userAgent }, offer);
    await this.created(reply, `/api/stream/${key}/webrtc/whip/${session.name}`, session, principal);
  }

  /** Watch (WHEP) */
  @Post('whep')
  @TakesText(SDP, LIMITS.sdpBytes)
  @ApiCreatedResponse({ description: 'The SDP answer; `Location` is the session.', ...SDP_SCHEMA })
  async play(
    @Param('key') key: string,
    @Query() { share }: PlaybackQuery,
    @Body() offer: string,
    @MaybeCaller() principal: Principal | null,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const session = await this.webRtc.play({ key, principal, share }, offer);
    await this.created(reply, `/api/stream/${key}/webrtc/whep/${session.name}`, session, principal);
  }

  /** Let publishers and players of other origins ask */
  @Options(['whip', 'whep', 'whip/:session', 'whep/:session'])
  @ApiNoContentResponse()
  async preflight(@Res() reply: FastifyReply): Promise<void> {
    await reply
      .status(204)
      .headers({
        'accept-post': SDP,
        'access-control-allow-methods': 'OPTIONS, POST, PATCH, DELETE',
        'access-control-allow-headers': 'authorization, content-type, if-match',
        'access-control-max-age': '86400',
      })
      .send();
  }

  /** Add ICE candidates to a session (RFC 9725 §4.3) */
  @Patch(['whip/:session', 'whep/:session'])
  @TakesText(SDP_FRAGMENT, LIMITS.sdpBytes)
  @HttpCode(204)
  @ApiNoContentResponse()
  async addCandidates(
    @Param('session') session: string,
    @Headers('if-match') ifMatch: string | undefined,
    @Body() fragment: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.webRtc.addCandidates(session, fragment, ifMatch);
    await reply.status(204).send();
  }

  /** End a session */
  @Delete(['whip/:session', 'whep/:session'])
  @ApiOkResponse()
  async end(@Param('session') session: string, @Res() reply: FastifyReply): Promise<void> {
    await this.webRtc.end(session);
    await reply.status(200).send();
  }

  private async created(
    reply: FastifyReply,
    location: string,
    { answer, etag, degraded }: WebRtcSession,
    principal: Principal | null,
  ): Promise<void> {
    const links = iceServerLinks(this.iceServers.for(principal?.userId ?? 0));
    await reply
      .status(201)
      .headers({
        location,
        etag,
        'cache-control': 'no-store',
        ...(links !== '' && { link: links }),
        ...(degraded && { 'x-webrtc-degraded': degraded }),
      })
      .type(SDP)
      .send(answer);
  }
}
