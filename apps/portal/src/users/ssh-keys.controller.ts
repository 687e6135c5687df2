import { Body, Controller, Delete, Get, Header, Post } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, PathId, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { CreateSshKey, NewSshKeyReply, SshKeyListReply, SshKeyReply } from './ssh-key.dto.js';
import { SshKeysService } from './ssh-keys.service.js';

@ApiTags('SSH keys')
@Controller('api/ssh-keys')
export class SshKeysController {
  constructor(private readonly keys: SshKeysService) {}

  /** Generate SSH key pair */
  @Post()
  @Access('me:write')
  @Reply(NewSshKeyReply, 201)
  create(@Caller() { userId }: Principal, @Body() body: CreateSshKey): Promise<NewSshKeyReply> {
    return this.keys.create(userId, body);
  }

  /** List SSH keys */
  @Get()
  @Access('me:read')
  @Reply(SshKeyListReply)
  list(@Caller() { userId }: Principal): Promise<SshKeyListReply> {
    return this.keys.list(userId);
  }

  /** Get authorized_keys format */
  @Get('authorized')
  @Access('me:read')
  @ApiProduces('text/plain')
  @Header('content-type', 'text/plain; charset=utf-8')
  authorized(@Caller() { userId }: Principal): Promise<string> {
    return this.keys.authorized(userId);
  }

  /** Get SSH key details */
  @Get(':id')
  @Access('me:read')
  @Reply(SshKeyReply)
  get(@Caller() { userId }: Principal, @PathId() id: number): Promise<SshKeyReply> {
    return this.keys.get(userId, id);
  }

  /** Delete SSH key */
  @Delete(':id')
  @Access('me:write')
  @Reply(Success)
  async remove(@Caller() { userId }: Principal, @PathId() id: number): Promise<Success> {
    await this.keys.remove(userId, id);
    return SUCCESS;
  }
}
