import { Injectable } from '@nestjs/common';
import { type HostKeyReply, HostKeysService, presentHostKey } from '../connections/index.js';
import { listRecordings } from './recording-list.js';
import { StorageSessions } from './storage-sessions.js';
import type { SaveStorage, StorageFields, StorageTest } from './vod-storage.dto.js';
import { ownerOf, VodStorages } from './vod-storages.js';

/** A user's storage, as its owner sees it. */
@Injectable()
export class VodStorageService {
  constructor(
    private readonly storages: VodStorages,
    private readonly sessions: StorageSessions,
    private readonly hostKeys: HostKeysService,
  ) {}

  /** @throws DomainError storage.not_found */
  async get(userId: number): Promise<StorageFields> {
    return this.storages.present(await this.storages.require(userId));
  }

  async save(userId: number, given: SaveStorage): Promise<StorageFields> {
    return this.storages.present(await this.storages.save(userId, given));
  }

  async remove(userId: number): Promise<void> {
    await this.storages.remove(userId);
  }

  /** Signs in, makes the folder where it is not there yet and looks around. @throws DomainError storage.*, hostkey.*, target.* */
  async test(userId: number): Promise<StorageTest> {
    const storage = await this.storages.require(userId);
    return this.sessions.use(userId, async ({ sftp, root }) => {
      const files = await listRecordings({ sftp, root });
      const space = await sftp.freeSpace(root);
      await this.storages.noteOutcome(userId, null);
      const { fingerprint } = await this.hostKeys.get(ownerOf(userId), storage);
      const message = `Connected; ${files.length} MKV ${files.length === 1 ? 'file' : 'files'} found.`;
      return { success: true, message, file_count: files.length, free_bytes: space?.free ?? null, fingerprint };
    });
  }

  /** @throws DomainError storage.not_found, hostkey.not_found */
  async hostKey(userId: number): Promise<HostKeyReply> {
    return presentHostKey(await this.hostKeys.get(ownerOf(userId), await this.storages.require(userId)));
  }

  /** @throws DomainError storage.not_found */
  async trustHostKey(userId: number, fingerprint: string): Promise<HostKeyReply> {
    const storage = await this.storages.require(userId);
    return presentHostKey(await this.hostKeys.replace(ownerOf(userId), storage, { fingerprint }));
  }

  /** @throws DomainError storage.not_found, hostkey.not_found */
  async forgetHostKey(userId: number): Promise<void> {
    await this.hostKeys.forget(ownerOf(userId), await this.storages.require(userId));
  }
}
