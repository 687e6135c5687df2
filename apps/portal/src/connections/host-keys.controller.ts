import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { ConnectionHostKeys } from './connection-host-keys.js';
import { ConnectionId } from './connection-id.js';
import { HostKeyReply, TrustHostKey } from './host-keys.dto.js';

@Controller('api/connections/:id/host-key')
export class HostKeysController {
  constructor(private readonly hostKeys: ConnectionHostKeys) {}

  /** @throws DomainError hostkey.not_found */
  @Get()
  @Access('connections:read')
  @Reply(HostKeyReply)
  get(@Caller() { userId }: Principal, @ConnectionId() id: string): Promise<HostKeyReply> {
    return this.hostKeys.get(userId, id);
  }

  /** Trusts a key whatever was pinned before: the owner has compared the fingerprints. */
  @Post()
  @Access('connections:write')
  @Reply(HostKeyReply)
  trust(
    @Caller() { userId }: Principal,
    @ConnectionId() id: string,
    @Body() { fingerprint }: TrustHostKey,
  ): Promise<HostKeyReply> {
    return this.hostKeys.trust(userId, id, fingerprint);
  }

  /** @throws DomainError hostkey.not_found */
  @Delete()
  @Access('connections:write')
  @Reply(Success)
  async forget(@Caller() { userId }: Principal, @ConnectionId() id: string): Promise<Success> {
    await this.hostKeys.forget(userId, id);
    return SUCCESS;
  }
}
