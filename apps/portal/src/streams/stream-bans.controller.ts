import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/index.js';
import { Access, Caller, PathId, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { StreamBansService } from './stream-bans.service.js';
import { BanReply, BansReply, NewBan } from './streams.dto.js';

@ApiTags('Streams')
@Controller('api/streams/:id/bans')
export class StreamBansController {
  constructor(private readonly bans: StreamBansService) {}

  /** List users banned from the chat of a stream */
  @Get()
  @Access('streams:read')
  @Reply(BansReply)
  list(@Caller() { userId }: Principal, @PathId() id: number): Promise<BansReply> {
    return this.bans.list(userId, id);
  }

  /** Ban a user from the chat of a stream */
  @Post()
  @Access('streams:write')
  @Reply(BanReply, 201)
  add(@Caller() caller: Principal, @PathId() id: number, @Body() body: NewBan): Promise<BanReply> {
    return this.bans.add(caller, id, body);
  }

  /** Lift a ban from the chat of a stream */
  @Delete(':user_id')
  @Access('streams:write')
  @Reply(Success)
  async remove(@Caller() caller: Principal, @PathId() id: number, @PathId('user_id') userId: number): Promise<Success> {
    await this.bans.remove(caller, id, userId);
    return SUCCESS;
  }
}
