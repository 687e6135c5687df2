import { Controller, Delete, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { LIMITS } from '#libs/contracts';
import type { Principal } from '../../auth/index.js';
import { Access, AnyOrigin, Caller, MaybeCaller, PathId, Public, Rate, Reply } from '../../boundary/access.js';
import { TakesFile, UploadedBytes } from '../../boundary/multipart-bodies.js';
import { SUCCESS, Success } from '../../boundary/success.js';
import { PlaybackQuery } from '../playback/playback.dto.js';
import { ThumbnailsService } from './thumbnails.service.js';

@ApiTags('Streams')
@Controller('api')
export class ThumbnailsController {
  constructor(private readonly thumbnails: ThumbnailsService) {}

  /** Choose the thumbnail of a stream: JPEG or PNG */
  @Post('streams/:id/thumbnail')
  @Access('streams:write')
  @TakesFile('thumbnail', LIMITS.thumbnailBytes)
  @Reply(Success)
  async choose(@Caller() { userId }: Principal, @PathId() id: number, @UploadedBytes() file: Buffer): Promise<Success> {
    await this.thumbnails.choose(userId, id, file);
    return SUCCESS;
  }

  /** Delete the chosen thumbnail of a stream */
  @Delete('streams/:id/thumbnail')
  @Access('streams:write')
  @Reply(Success)
  async remove(@Caller() { userId }: Principal, @PathId() id: number): Promise<Success> {
    await this.thumbnails.remove(userId, id);
    return SUCCESS;
  }

  /** Get the thumbnail of a stream */
  @Get('stream/:key/thumbnail')
  @Public()
  @Rate('playback')
  @AnyOrigin()
  @ApiProduces('image/jpeg')
  async read(
    @Param('key') key: string,
    @Query() { share }: PlaybackQuery,
    @MaybeCaller() principal: Principal | null,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { image, maxAge, isPublic } = await this.thumbnails.read({ key, principal, share });
    await reply
      .header('cache-control', `${isPublic ? 'public' : 'private'}, max-age=${maxAge}`)
      .header('content-security-policy', `sandbox; default-src 'none'`)
      .type('image/jpeg')
      .send(image);
  }
}
