import { Body, Controller, Delete, Get, Headers, Post, Query, Res } from '@nestjs/common';
import { ApiProduces } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { LIMITS } from '#libs/contracts';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, Rate, Reply } from '../boundary/access.js';
import { TakesJson } from '../boundary/json-bodies.js';
import { StreamedForm, TakesStreamedFile, UploadedForm } from '../boundary/streamed-forms.js';
import {
  FileOfPath,
  ListedFolder,
  MovePath,
  NamedPath,
  ReadText,
  RemoteFolderQuery,
  RemotePathQuery,
  sendDownload,
  UploadedFileReply,
  WriteText,
} from '../sftp/index.js';
import { VodFilesService } from './vod-files.service.js';

/** Line ends and quotes take two bytes each in JSON. */
const TEXT_BODY_BYTES = 2 * LIMITS.textFileBytes + 64 * 1024;

@Controller('api/sftp/vod')
export class VodFilesController {
  constructor(private readonly files: VodFilesService) {}

  /** List VOD storage directory */
  @Get('list')
  @Access('vods:read')
  @Reply(ListedFolder)
  list(@Caller() { userId }: Principal, @Query() { path = '/' }: RemoteFolderQuery): Promise<ListedFolder> {
    return this.files.list(userId, path);
  }

  /** Read VOD storage file */
  @Get('read')
  @Access('vods:read')
  @Reply(ReadText)
  read(@Caller() { userId }: Principal, @Query() { path }: RemotePathQuery): Promise<ReadText> {
    return this.files.read(userId, path);
  }

  /** Download VOD storage file, or the part a `Range` header asks for */
  @Get('download')
  @Access('vods:read')
  @Rate('none')
  @ApiProduces('application/octet-stream')
  async download(
    @Caller() { userId }: Principal,
    @Query() { path }: RemotePathQuery,
    @Headers('range') range: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendDownload(reply, await this.files.download(userId, path, range));
  }

  /** Create VOD storage directory */
  @Post('mkdir')
  @Access('vods:write')
  @Reply(FileOfPath)
  async makeFolder(@Caller() { userId }: Principal, @Body() { path }: NamedPath): Promise<FileOfPath> {
    return { success: true, path: await this.files.makeFolder(userId, path) };
  }

  /** Upload to VOD storage; a file of the same name is replaced */
  @Post('upload')
  @Access('vods:write')
  @TakesStreamedFile('file', ['path'])
  @Reply(UploadedFileReply)
  async upload(@Caller() { userId }: Principal, @UploadedForm() form: StreamedForm): Promise<UploadedFileReply> {
    return { success: true, ...(await this.files.upload(userId, form)) };
  }

  /** Write file to VOD storage */
  @Post('write')
  @Access('vods:write')
  @TakesJson(TEXT_BODY_BYTES)
  @Reply(FileOfPath)
  async write(@Caller() { userId }: Principal, @Body() { path, content }: WriteText): Promise<FileOfPath> {
    return { success: true, path: await this.files.write(userId, path, content) };
  }

  /** Rename VOD storage file */
  @Post('rename')
  @Access('vods:write')
  @Reply(FileOfPath)
  async rename(@Caller() { userId }: Principal, @Body() { old_path, new_path }: MovePath): Promise<FileOfPath> {
    return { success: true, path: await this.files.rename(userId, old_path, new_path) };
  }

  /** Delete VOD storage file or empty directory */
  @Delete('delete')
  @Access('vods:write')
  @Reply(FileOfPath)
  async remove(@Caller() { userId }: Principal, @Query() { path }: RemotePathQuery): Promise<FileOfPath> {
    return { success: true, path: await this.files.remove(userId, path) };
  }
}
