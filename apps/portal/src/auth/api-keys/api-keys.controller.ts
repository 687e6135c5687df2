import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Access, Caller, PathId, Reply } from '../../boundary/access.js';
import { SUCCESS, Success } from '../../boundary/success.js';
import type { Principal } from '../principal.js';
import { ApiKeyListReply, ApiKeyReply, CreateApiKey, NewApiKeyReply } from './api-key.dto.js';
import { ApiKeysService } from './api-keys.service.js';

@ApiTags('API keys')
@Controller('api/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  /** Create new API key */
  @Post()
  @Access('me:write')
  @Reply(NewApiKeyReply, 201)
  create(@Caller() caller: Principal, @Body() body: CreateApiKey): Promise<NewApiKeyReply> {
    return this.keys.create(caller, body);
  }

  /** List your API keys */
  @Get()
  @Access('me:read')
  @Reply(ApiKeyListReply)
  list(@Caller() { userId }: Principal): Promise<ApiKeyListReply> {
    return this.keys.list(userId);
  }

  /** Revoke an API key */
  @Post(':id/revoke')
  @Access('me:write')
  @Reply(ApiKeyReply)
  revoke(@Caller() { userId }: Principal, @PathId() id: number): Promise<ApiKeyReply> {
    return this.keys.revoke(userId, id);
  }

  /** Delete an API key */
  @Delete(':id')
  @Access('me:write')
  @Reply(Success)
  async remove(@Caller() { userId }: Principal, @PathId() id: number): Promise<Success> {
    await this.keys.remove(userId, id);
    return SUCCESS;
  }
}
