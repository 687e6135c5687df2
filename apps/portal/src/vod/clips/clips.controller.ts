import { Body, Controller, Get, Post } from '@nestjs/common';
import type { Principal } from '../../auth/principal.js';
import { Access, Caller, PathId, Reply } from '../../boundary/access.js';
import { ClipFields, ClipsReply, NewClip } from './clips.dto.js';
import { ClipsService } from './clips.service.js';

@Controller('api/vods/clips')
export class ClipsController {
  constructor(private readonly clips: ClipsService) {}

  @Get()
  @Access('vods:read')
  @Reply(ClipsReply)
  async list(@Caller() { userId }: Principal): Promise<ClipsReply> {
    return { clips: await this.clips.list(userId) };
  }

  /** Cuts a span out of recordings, from the key frame at or before its start, into a new file of the folder `Clips` */
  @Post()
  @Access('vods:write')
  @Reply(ClipFields, 202)
  make(@Caller() { userId }: Principal, @Body() wanted: NewClip): Promise<ClipFields> {
    return this.clips.make(userId, wanted);
  }

  /** How far it is */
  @Get(':id')
  @Access('vods:read')
  @Reply(ClipFields)
  get(@Caller() { userId }: Principal, @PathId() id: number): Promise<ClipFields> {
    return this.clips.get(userId, id);
  }
}
