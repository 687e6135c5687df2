import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { NetGuard } from '#libs/net-guard';
import { SftpSession } from '../sftp/index.js';
import type { VodStorage } from './vod-storage.entity.js';
import { VodStorages } from './vod-storages.js';

const IDLE_MS = 60_000;

/** A user's storage, open. */
export interface OpenStorage {
  sftp: SftpSession;
  /** Absolute, without links: what every path is below. */
  root: string;
}

interface Pooled extends OpenStorage {
  key: string;
  timer: NodeJS.Timeout;
  users: number;
}

/** Sessions with users' storages: one a user is kept for a while, since opening one takes half a second. */
@Injectable()
export class StorageSessions implements OnApplicationShutdown {
  private readonly pool = new Map<number, Pooled>();

  constructor(
    private readonly storages: VodStorages,
    private readonly guard: NetGuard,
  ) {}

  /** @throws DomainError storage.not_found, hostkey.changed, target.*, file.not_found — the folder is not there */
  async use<T>(userId: number, work: (storage: OpenStorage) => Promise<T>): Promise<T> {
    const pooled = await this.borrow(await this.storages.require(userId));
    try {
      return await work(pooled);
    } finally {
      this.giveBack(userId, pooled);
    }
  }

  /** As `use`, for as long as somebody reads what was opened. */
  lend<T extends { closed: Promise<void> }>(userId: number, open: (storage: OpenStorage) => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const lent = this.use(userId, async (storage) => {
        const opened = await open(storage);
        resolve(opened);
        await opened.closed;
      });
      lent.catch(reject);
    });
  }

  /** One of its own, for what takes long; the caller closes its `sftp`. */
  async open(storage: VodStorage, signal?: AbortSignal): Promise<OpenStorage> {
    const sftp = await SftpSession.open(this.guard, { ...(await this.storages.access(storage)), signal });
    try {
      await sftp.makeFolders(storage.remotePath);
      return { sftp, root: (await sftp.realPath(storage.remotePath)).replace(/\/+$/, '') };
    } catch (error) {
      sftp.close();
      throw error;
    }
  }

  onApplicationShutdown(): void {
    for (const { sftp, timer } of this.pool.values()) {
      clearTimeout(timer);
      sftp.close();
    }
    this.pool.clear();
  }

  private async borrow(storage: VodStorage): Promise<Pooled> {
    const key = `${storage.updatedAt.getTime()}`;
    const known = this.pool.get(storage.userId);
    if (known && known.key === key && known.sftp.isOpen) {
      clearTimeout(known.timer);
      known.users++;
      return known;
    }
    const opened: Pooled = { ...(await this.open(storage)), key, timer: undefined as never, users: 1 };
    this.pool.set(storage.userId, opened);
    return opened;
  }

  /** A session that was replaced meanwhile is closed with its last user. */
  private giveBack(userId: number, pooled: Pooled): void {
    if (--pooled.users > 0) return;
    const end = (): void => {
      pooled.sftp.close();
      if (this.pool.get(userId) === pooled) this.pool.delete(userId);
    };
    if (this.pool.get(userId) !== pooled) end();
    else pooled.timer = setTimeout(end, IDLE_MS).unref();
  }
}
