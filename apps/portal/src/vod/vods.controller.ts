import { Body, Controller, Delete, Get, Headers, Param, Post, Query, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, Rate, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { sendDownload } from '../sftp/index.js';
import { RecordingsLibrary } from './recordings-library.js';
import { ArchiveRequest, RecordingsReply, RecordingsRequest } from './vods.dto.js';

@Controller('api/vods')
export class VodsController {
  constructor(private readonly library: RecordingsLibrary) {}

  @Get()
  @Access('vods:read')
  @Reply(RecordingsReply)
  list(
    @Caller() { userId }: Principal,
    @Query() { sort = 'modified', order = 'desc' }: RecordingsRequest,
  ): Promise<RecordingsReply> {
    return this.library.list(userId, sort, order);
  }

  /** One file, or the part a `Range` header asks for. */
  @Get('download/*')
  @Access('vods:read')
  @Rate('none')
  @ApiProduces('video/x-matroska')
  async download(
    @Caller() { userId }: Principal,
    @Param('*') name: string,
    @Headers('range') range: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendDownload(reply, await this.library.download(userId, name, range), 'video/x-matroska');
  }

  @Post('download-archive')
  @Access('vods:read')
  @ApiProduces('application/zip')
  async archive(
    @Caller() { userId }: Principal,
    @Body() { files }: ArchiveRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const content = await this.library.archive(userId, files);
    reply.header('content-disposition', 'attachment; filename="recordings.zip"').type('application/zip');
    void reply.status(200).send(content);
  }

  @Delete('*')
  @Access('vods:write')
  @Reply(Success)
  async remove(@Caller() { userId }: Principal, @Param('*') name: string): Promise<Success> {
    await this.library.remove(userId, name);
    return SUCCESS;
  }
}
