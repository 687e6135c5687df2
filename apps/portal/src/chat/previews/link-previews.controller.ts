import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../../auth/index.js';
import { Access, Caller, Public, Rate, Reply } from '../../boundary/access.js';
import { IMAGE_HEADERS } from '../uploads/index.js';
import { LinkPreviewQuery, LinkPreviewReply } from './link-preview.dto.js';
import { LinkPreviewsService } from './link-previews.service.js';

@ApiTags('Chat')
@Controller()
export class LinkPreviewsController {
  constructor(private readonly previews: LinkPreviewsService) {}

  /** Get link preview */
  @Get('api/chat/link-preview')
  @Access('chat:read')
  @Reply(LinkPreviewReply)
  get(@Caller() { userId }: Principal, @Query() { url }: LinkPreviewQuery): Promise<LinkPreviewReply> {
    return this.previews.get(userId, url);
  }

  /** Get link preview's image */
  @Get('static/previews/:name')
  @Public()
  @Rate('none')
  @ApiProduces('image/webp')
  async thumbnail(@Param('name') name: string, @Res() reply: FastifyReply): Promise<void> {
    const image = await this.previews.thumbnail(name);
    await reply
      .headers({ ...IMAGE_HEADERS, 'cache-control': 'private, max-age=3600' })
      .type('image/webp')
      .send(image);
  }
}
