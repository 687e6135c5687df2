import { Body, Controller, Delete, Get, Post } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { Access, Caller, Reply } from '../boundary/access.js';
import { SUCCESS, Success } from '../boundary/success.js';
import { HostKeyReply, TrustHostKey } from '../connections/index.js';
import { SaveStorage, StorageReply, StorageTest } from './vod-storage.dto.js';
import { VodStorageService } from './vod-storage.service.js';

@Controller('api/vods/storage')
export class VodStorageController {
  constructor(private readonly storage: VodStorageService) {}

  @Get()
  @Access('vods:read')
  @Reply(StorageReply)
  async get(@Caller() { userId }: Principal): Promise<StorageReply> {
    return { storage: await this.storage.get(userId) };
  }

  /** Where recordings go from now on; those that wait go there as well. */
  @Post()
  @Access('vods:write')
  @Reply(StorageReply)
  async save(@Caller() { userId }: Principal, @Body() given: SaveStorage): Promise<StorageReply> {
    return { storage: await this.storage.save(userId, given) };
  }

  /** Remote files stay. Nothing more is recorded. */
  @Delete()
  @Access('vods:write')
  @Reply(Success)
  async remove(@Caller() { userId }: Principal): Promise<Success> {
    await this.storage.remove(userId);
    return SUCCESS;
  }

  @Post('test')
  @Access('vods:write')
  @Reply(StorageTest)
  test(@Caller() { userId }: Principal): Promise<StorageTest> {
    return this.storage.test(userId);
  }

  @Get('host-key')
  @Access('vods:read')
  @Reply(HostKeyReply)
  hostKey(@Caller() { userId }: Principal): Promise<HostKeyReply> {
    return this.storage.hostKey(userId);
  }

  /** Trusts a key whatever was pinned before: the owner has compared the fingerprints. */
  @Post('host-key')
  @Access('vods:write')
  @Reply(HostKeyReply)
  trustHostKey(@Caller() { userId }: Principal, @Body() { fingerprint }: TrustHostKey): Promise<HostKeyReply> {
    return this.storage.trustHostKey(userId, fingerprint);
  }

  @Delete('host-key')
  @Access('vods:write')
  @Reply(Success)
  async forgetHostKey(@Caller() { userId }: Principal): Promise<Success> {
    await this.storage.forgetHostKey(userId);
    return SUCCESS;
  }
}
