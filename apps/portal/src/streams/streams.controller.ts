import { Body, Controller, Delete, Get, Post, Put, Query, Req } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Principal, PublicOrigin } from '../auth/index.js';
import { Access, Caller, PathId, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { RtmpTokensService } from './publishing/rtmp-tokens.service.js';
import { StreamDirectory } from './stream-directory.js';
import { NewStream, RtmpTokenReply, StreamChanges, StreamReply, StreamsQuery, StreamsReply } from './streams.dto.js';
import { StreamsService } from './streams.service.js';

@ApiTags('Streams')
@Controller('api/streams')
export class StreamsController {
  constructor(
    private readonly streams: StreamsService,
    private readonly directory: StreamDirectory,
    private readonly tokens: RtmpTokensService,
    private readonly origin: PublicOrigin,
  ) {}

  /** List your streams */
  @Get()
  @Access('streams:read')
  @Reply(StreamsReply)
  list(@Caller() caller: Principal, @Req() request: FastifyRequest): Promise<StreamsReply> {
    return this.directory.listOwn(caller, this.origin.of(request));
  }

  /** Create a stream */
  @Post()
  @Access('streams:write')
  @Reply(StreamReply, 201)
  async create(
    @Caller() caller: Principal,
    @Body() body: NewStream,
    @Req() request: FastifyRequest,
  ): Promise<StreamReply> {
    const { id, key } = await this.streams.create(caller.userId, body);
    return this.directory.get(caller, id, this.origin.of(request), key);
  }

  /** List public streams */
  @Get('public')
  @Access('streams:read')
  @Reply(StreamsReply)
  listPublic(@Query() query: StreamsQuery, @Req() request: FastifyRequest): Promise<StreamsReply> {
    return this.directory.listPublic(query, this.origin.of(request));
  }

  /** List public streams that are live */
  @Get('open')
  @Access('streams:read')
  @Reply(StreamsReply)
  listOpen(@Query() query: StreamsQuery, @Req() request: FastifyRequest): Promise<StreamsReply> {
    return this.directory.listOpen(query, this.origin.of(request));
  }

  /** Get stream details */
  @Get(':id')
  @Access('streams:read')
  @Reply(StreamReply)
  get(@Caller() caller: Principal, @PathId() id: number, @Req() request: FastifyRequest): Promise<StreamReply> {
    return this.directory.get(caller, id, this.origin.of(request));
  }

  /** Update stream settings */
  @Put(':id')
  @Access('streams:write')
  @Reply(StreamReply)
  async change(
    @Caller() caller: Principal,
    @PathId() id: number,
    @Body() body: StreamChanges,
    @Req() request: FastifyRequest,
  ): Promise<StreamReply> {
    await this.streams.change(caller.userId, id, body);
    return this.directory.get(caller, id, this.origin.of(request));
  }

  /** Delete a stream and its chat channel */
  @Delete(':id')
  @Access('streams:write')
  @Reply(Success)
  async remove(@Caller() { userId }: Principal, @PathId() id: number): Promise<Success> {
    await this.streams.remove(userId, id);
    return SUCCESS;
  }

  /** Replace the stream key */
  @Post(':id/regenerate-key')
  @Access('streams:write')
  @Reply(StreamReply)
  async replaceKey(
    @Caller() caller: Principal,
    @PathId() id: number,
    @Req() request: FastifyRequest,
  ): Promise<StreamReply> {
    const key = await this.streams.replaceKey(caller.userId, id);
    return this.directory.get(caller, id, this.origin.of(request), key);
  }

  /** Generate a temporary token for plain RTMP */
  @Post(':id/rtmp-token')
  @Access('streams:write')
  @Reply(RtmpTokenReply)
  rtmpToken(
    @Caller() { userId }: Principal,
    @PathId() id: number,
    @Req() request: FastifyRequest,
  ): Promise<RtmpTokenReply> {
    return this.tokens.create(userId, id, this.origin.of(request));
  }
}
