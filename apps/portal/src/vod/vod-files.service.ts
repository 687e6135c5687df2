import { Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { DomainError, LIMITS } from '#libs/contracts';
import type { StreamedForm } from '../boundary/streamed-forms.js';
import {
  type Download,
  type ListedFolder,
  type ReadText,
  receiveUpload,
  relativePath,
  RemoteFolder,
  type UploadedFileReply,
} from '../sftp/index.js';
import { StorageSessions } from './storage-sessions.js';
import { VodStorages } from './vod-storages.js';

const GB = 1_000_000_000;

/** A user's storage as files. `/` is the folder its settings name; nothing above it exists. */
@Injectable()
export class VodFilesService {
  constructor(
    private readonly storages: VodStorages,
    private readonly sessions: StorageSessions,
    private readonly config: PortalConfig,
  ) {}

  /** @throws DomainError file.not_found, storage.*, target.* — as all others */
  async list(userId: number, path: string): Promise<ListedFolder> {
    const relative = relativePath(path);
    const { entries, isComplete } = await this.use(userId, (folder) => folder.list(relative));
    return {
      path: `/${relative}`,
      truncated: !isComplete,
      entries: entries.map(({ name, kind, size, modified }) => ({
        name,
        path: relative === '' ? `/${name}` : `/${relative}/${name}`,
        type: kind === 'folder' ? 'directory' : kind,
        is_dir: kind === 'folder',
        size,
        modified,
      })),
    };
  }

  /** @throws DomainError file.too_large, file.not_text, file.is_folder */
  async read(userId: number, path: string): Promise<ReadText> {
    const relative = relativePath(path);
    return { path: `/${relative}`, ...(await this.use(userId, (folder) => folder.readText(relative))) };
  }

  /** @throws DomainError file.is_folder */
  async download(userId: number, path: string, rangeHeader: string | undefined): Promise<Download> {
    const relative = relativePath(path);
    return this.sessions.lend(userId, ({ sftp, root }) => new RemoteFolder(sftp, root).open(relative, rangeHeader));
  }

  /** @throws DomainError file.is_folder, request.too_large */
  async write(userId: number, path: string, content: string): Promise<string> {
    const bytes = Buffer.from(content);
    if (bytes.length > LIMITS.textFileBytes) {
      throw new DomainError('request.too_large', { details: { max_bytes: LIMITS.textFileBytes } });
    }
    return this.change(userId, path, (folder, relative) => folder.write(relative, bytes));
  }

  /** @throws DomainError request.invalid, request.too_large, file.is_folder, storage.no_space */
  async upload(userId: number, form: StreamedForm): Promise<Omit<UploadedFileReply, 'success'>> {
    const { sftp, root } = await this.sessions.open(await this.storages.require(userId));
    try {
      const parts = form.parts(this.config.get('PORTAL_SFTP_UPLOAD_MAX_GB') * GB);
      const uploaded = await receiveUpload(new RemoteFolder(sftp, root), parts);
      return { ...uploaded, path: `/${uploaded.path}` };
    } finally {
      sftp.close();
    }
  }

  /** @throws DomainError file.exists */
  makeFolder(userId: number, path: string): Promise<string> {
    return this.change(userId, path, (folder, relative) => folder.makeFolder(relative));
  }

  /** Answers where it is now. @throws DomainError file.exists */
  rename(userId: number, from: string, to: string): Promise<string> {
    const source = relativePath(from);
    return this.change(userId, to, (folder, target) => folder.rename(source, target));
  }

  /** @throws DomainError file.not_empty */
  remove(userId: number, path: string): Promise<string> {
    return this.change(userId, path, (folder, relative) => folder.remove(relative));
  }

  private use<T>(userId: number, work: (folder: RemoteFolder) => Promise<T>): Promise<T> {
    return this.sessions.use(userId, ({ sftp, root }) => work(new RemoteFolder(sftp, root)));
  }

  private async change(
    userId: number,
    path: string,
    work: (folder: RemoteFolder, relative: string) => Promise<void>,
  ): Promise<string> {
    const relative = relativePath(path);
    await this.use(userId, (folder) => work(folder, relative));
    return `/${relative}`;
  }
}
