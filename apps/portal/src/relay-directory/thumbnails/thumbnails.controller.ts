import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Public, Rate } from '../../boundary/access.js';
import { Thumbnails } from './thumbnails.js';

@ApiTags('Relay')
@Public()
@Rate('none')
@Controller('ui/thumbnail')
export class ThumbnailsController {
  constructor(private readonly thumbnails: Thumbnails) {}

  /** Get a picture of what is published under a host name */
  @Get(':hostname')
  @ApiProduces('image/jpeg')
  async picture(@Param('hostname') hostname: string, @Res() reply: FastifyReply): Promise<void> {
    const picture = await this.thumbnails.find(hostname);
    await reply.header('cache-control', 'public, max-age=300').type('image/jpeg').send(picture);
  }
}
