import { Controller, Get, Headers, Param, Post, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { LIMITS } from '#libs/contracts';
import type { Principal } from '../../auth/index.js';
import { Access, Caller, Public, Rate, Reply } from '../../boundary/access.js';
import { TakesFile, UploadedBytes } from '../../boundary/multipart-bodies.js';
import { ChatUploadReply } from './chat-upload.dto.js';
import { ChatUploads } from './chat-uploads.js';
import { IMAGE_HEADERS, isUnchanged } from './image-headers.js';

@ApiTags('Chat')
@Controller()
export class ChatUploadsController {
  constructor(private readonly uploads: ChatUploads) {}

  /** Upload image for chat */
  @Post('api/chat/upload')
  @Access('chat:write')
  @TakesFile('image', LIMITS.imageBytes)
  @Reply(ChatUploadReply, 201)
  upload(@Caller() { userId }: Principal, @UploadedBytes() file: Buffer): Promise<ChatUploadReply> {
    return this.uploads.store(userId, file);
  }

  /** Get uploaded image */
  @Get('static/uploads/chat/:name')
  @Public()
  @Rate('none')
  @ApiProduces('image/webp')
  async image(
    @Param('name') name: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    if (isUnchanged(name, known) && (await this.uploads.has(name))) {
      await reply.status(304).headers(IMAGE_HEADERS).header('etag', `"${name}"`).send();
      return;
    }
    const { content, mediaType } = await this.uploads.read(name);
    await reply.headers(IMAGE_HEADERS).header('etag', `"${name}"`).type(mediaType).send(content);
  }
}
