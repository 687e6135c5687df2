import path from 'node:path';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import yazl from 'yazl';
import { DomainError } from '#libs/contracts';
import { type Download, RemoteFolder } from '../sftp/index.js';
import { listRecordings, type StoredRecording } from './recording-list.js';
import { recordingPath } from './recording-path.js';
import { type OpenStorage, StorageSessions } from './storage-sessions.js';
import { VodStorages } from './vod-storages.js';

export type RecordingSort = 'name' | 'size' | 'modified';

/** What is in users' storages. */
@Injectable()
export class RecordingsLibrary {
  constructor(
    private readonly storages: VodStorages,
    private readonly sessions: StorageSessions,
  ) {}

  /** @throws DomainError storage.not_found, target.*, hostkey.changed */
  async list(
    userId: number,
    sort: RecordingSort,
    order: 'asc' | 'desc',
  ): Promise<{ files: StoredRecording[]; path: string }> {
    const { remotePath } = await this.storages.require(userId);
    const files = await this.sessions.use(userId, listRecordings);
    const direction = order === 'asc' ? 1 : -1;
    files.sort((a, b) => direction * (compare(a[sort], b[sort]) || compare(a.name, b.name)));
    return { files, path: remotePath };
  }

  /** @throws DomainError file.not_found, storage.not_found, target.* */
  async download(userId: number, name: string, rangeHeader: string | undefined): Promise<Download> {
    const relative = recordingPath(name);
    return this.openFile(userId, relative, rangeHeader);
  }

  /** @throws DomainError file.not_found, storage.* */
  async remove(userId: number, name: string): Promise<void> {
    const relative = recordingPath(name);
    await this.sessions.use(userId, async (storage) => {
      const target = await inside(storage, relative);
      await storage.sftp.removeFile(target);
      // A session whose last piece goes, goes as well; a folder with something else in it stays.
      for (let folder = path.posix.dirname(relative); folder !== '.'; folder = path.posix.dirname(folder)) {
        const isGone = await storage.sftp.removeFolder(`${storage.root}/${folder}`).then(
          () => true,
          () => false,
        );
        if (!isGone) break;
      }
    });
  }

  /**
   * The files in one zip, stored as they are. Everything is looked up before the first byte leaves.
   * @throws DomainError file.not_found — with the name in `details`, storage.not_found, target.*
   */
  async archive(userId: number, names: readonly string[]): Promise<Readable> {
    const files = [...new Set(names.map(recordingPath))];
    const found: { relative: string; size: number; modified: number }[] = [];
    await this.sessions.use(userId, async (storage) => {
      for (const relative of files) {
        const { kind, size, modified } = await storage.sftp.stat(await inside(storage, relative));
        if (kind !== 'file') throw new DomainError('file.not_found', { details: { name: relative } });
        found.push({ relative, size, modified });
      }
    });
    const zip = new yazl.ZipFile();
    const content = zip.outputStream as Readable;
    for (const { relative, size, modified } of found) {
      const options = { mtime: new Date(modified * 1000), compress: false, size };
      zip.addReadStreamLazy(relative, options, (done) => {
        this.openFile(userId, relative, undefined).then(
          (file) => {
            content.once('close', () => file.content.destroy());
            done(null, file.content);
          },
          (error: unknown) => content.destroy(error as Error),
        );
      });
    }
    zip.on('error', (error: unknown) => content.destroy(error as Error));
    zip.end();
    return content;
  }

  private openFile(userId: number, relative: string, rangeHeader: string | undefined): Promise<Download> {
    return this.sessions.lend(userId, ({ sftp, root }) => new RemoteFolder(sftp, root).open(relative, rangeHeader));
  }
}

/** Links may lead anywhere: where a path really is must be below the root. @throws DomainError file.not_found */
const inside = ({ sftp, root }: OpenStorage, relative: string): Promise<string> =>
  new RemoteFolder(sftp, root).locate(relative);

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);
