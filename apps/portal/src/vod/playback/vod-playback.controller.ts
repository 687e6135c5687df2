import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../../auth/principal.js';
import { Access, Caller, Rate, Reply } from '../../boundary/access.js';
import { RecordedSessions } from './recorded-sessions.js';
import { PlaybackQuery, SessionsReply } from './vod-playback.dto.js';
import { VodPlaybackService } from './vod-playback.service.js';

@Controller('api/vods')
export class VodPlaybackController {
  constructor(
    private readonly sessions: RecordedSessions,
    private readonly playback: VodPlaybackService,
  ) {}

  /** Recordings by the folder they are in, newest first */
  @Get('sessions')
  @Access('vods:read')
  @Reply(SessionsReply)
  async list(@Caller() { userId }: Principal): Promise<SessionsReply> {
    return { sessions: await this.sessions.list(userId) };
  }

  /**
   * HLS of recordings in the storage: `{path}/index.m3u8` of an MKV file, or of a folder for all in it, and what the
   * playlist names
   */
  @Get('play/*')
  @Access('vods:read')
  @Rate('none')
  @ApiProduces('application/vnd.apple.mpegurl', 'video/mp4', 'video/iso.segment')
  async play(
    @Caller() { userId }: Principal,
    @Param('*') path: string,
    @Query() { v, shift }: PlaybackQuery,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { type, content } = await this.playback.file(userId, path, shift);
    const caching = v === undefined ? 'private, no-cache' : 'private, max-age=86400, immutable';
    await reply.type(type).header('cache-control', caching).send(content);
  }
}
