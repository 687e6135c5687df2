import { Body, Controller, Delete, Get, Post, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Principal, PublicOrigin } from '../../auth/index.js';
import { Access, Caller, PathId, Reply } from '../../boundary/access.js';
import { SUCCESS, Success } from '../../boundary/success.js';
import { NewShare, NewShareReply, SharesReply } from './playback.dto.js';
import { SharesService } from './shares.service.js';

@ApiTags('Streams')
@Controller('api/streams/:id')
export class SharesController {
  constructor(
    private readonly shares: SharesService,
    private readonly origin: PublicOrigin,
  ) {}

  /** Make a link that lets others watch a stream */
  @Post('share')
  @Access('streams:write')
  @Reply(NewShareReply, 201)
  create(
    @Caller() { userId }: Principal,
    @PathId() id: number,
    @Body() body: NewShare,
    @Req() request: FastifyRequest,
  ): Promise<NewShareReply> {
    return this.shares.create(userId, id, body, this.origin.of(request));
  }

  /** List the links to a stream */
  @Get('shares')
  @Access('streams:read')
  @Reply(SharesReply)
  list(@Caller() { userId }: Principal, @PathId() id: number): Promise<SharesReply> {
    return this.shares.list(userId, id);
  }

  /** Revoke a link to a stream */
  @Delete('shares/:share_id')
  @Access('streams:write')
  @Reply(Success)
  async revoke(
    @Caller() { userId }: Principal,
    @PathId() id: number,
    @PathId('share_id') shareId: number,
  ): Promise<Success> {
    await this.shares.revoke(userId, id, shareId);
    return SUCCESS;
  }
}
