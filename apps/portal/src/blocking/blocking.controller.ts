import { Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, PathId, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { BlockedUsersReply } from './blocking.dto.js';
import { Blocks } from './blocks.service.js';

@ApiTags('User blocking')
@Controller('api/users')
export class BlockingController {
  constructor(private readonly blocks: Blocks) {}

  /** List your blocked users */
  @Get('blocked')
  @Access('chat:read')
  @Reply(BlockedUsersReply)
  async list(@Caller() { userId }: Principal): Promise<BlockedUsersReply> {
    return { blocked_users: await this.blocks.list(userId) };
  }

  /** Block a user */
  @Post(':id/block')
  @Access('chat:write')
  @Reply(Success)
  async block(@Caller() caller: Principal, @PathId() id: number): Promise<Success> {
    await this.blocks.block(caller, id);
    return SUCCESS;
  }

  /** Unblock a user */
  @Delete(':id/block')
  @Access('chat:write')
  @Reply(Success)
  async unblock(@Caller() caller: Principal, @PathId() id: number): Promise<Success> {
    await this.blocks.unblock(caller, id);
    return SUCCESS;
  }
}
