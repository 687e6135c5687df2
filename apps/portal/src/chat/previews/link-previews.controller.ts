import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Principal } from '../../auth/index.js';
import { Access, Caller, Reply } from '../../boundary/access.js';
import { LinkPreviewQuery, LinkPreviewReply } from './link-preview.dto.js';
import { LinkPreviewsService } from './link-previews.service.js';

@ApiTags('Chat')
@Controller('api/chat/link-preview')
export class LinkPreviewsController {
  constructor(private readonly previews: LinkPreviewsService) {}

  /** Get link preview */
  @Get()
  @Access('chat:read')
  @Reply(LinkPreviewReply)
  get(@Caller() { userId }: Principal, @Query() { url }: LinkPreviewQuery): Promise<LinkPreviewReply> {
    return this.previews.get(userId, url);
  }
}
