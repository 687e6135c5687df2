import type { Client, SFTPWrapper, Stats } from 'ssh2';
import { DomainError } from '#libs/contracts';
import type { NetGuard } from '#libs/net-guard';
import { openSshClient, type SshClientOptions } from '../connections/index.js';
import { asStorageError } from './sftp-errors.js';

export interface RemoteEntry {
  name: string;
  kind: 'file' | 'folder' | 'link' | 'other';
  size: number;
  /** Unix seconds. */
  modified: number;
}

export interface FreeSpace {
  /** Bytes the account may still write. */
  free: number;
  total: number;
}

/** A request carries at most as much; servers take no more in one packet (draft-ietf-secsh-filexfer-02 §3). */
const REQUEST_BYTES = 32 * 1024;
/** Requests under way at once: a round trip of 50 ms then still allows 40 MB/s. */
const REQUESTS = 64;

type Callback<T> = (error: Error | null | undefined, value: T) => void;

/**
 * One SFTP session. Reads and writes keep many requests under way: one at a time, a transfer waits for a round trip
 * every 32 KiB.
 */
export class SftpSession {
  private hasEnded = false;

  private constructor(
    private readonly client: Client,
    private readonly sftp: SFTPWrapper,
  ) {
    client.once('close', () => (this.hasEnded = true));
    sftp.on('error', () => undefined);
    sftp.once('close', () => (this.hasEnded = true));
  }

  /** @throws DomainError hostkey.changed, target.*, storage.denied — no SFTP there */
  static async open(guard: NetGuard, options: SshClientOptions): Promise<SftpSession> {
    const client = await openSshClient(guard, options);
    try {
      const sftp = await new Promise<SFTPWrapper>((resolve, reject) => {
        client.once('close', () => reject(new DomainError('target.unreachable')));
        client.sftp((cause, opened) =>
          cause ? reject(new DomainError('storage.denied', { cause })) : resolve(opened),
        );
      });
      return new SftpSession(client, sftp);
    } catch (error) {
      client.destroy();
      throw error;
    }
  }

  get isOpen(): boolean {
    return !this.hasEnded;
  }

  /** Idempotent. */
  close(): void {
    this.hasEnded = true;
    this.client.end();
  }

  /** Links are told as such. */
  async list(path: string): Promise<RemoteEntry[]> {
    const entries = await this.ask<{ filename: string; attrs: Stats }[]>((done) =>
      this.sftp.readdir(path, done as never),
    );
    return entries.map(({ filename, attrs }) => ({ name: filename, ...describe(attrs) }));
  }

  /** Follows links. @throws DomainError file.not_found */
  async stat(path: string): Promise<Omit<RemoteEntry, 'name'>> {
    return describe(await this.ask<Stats>((done) => this.sftp.stat(path, done)));
  }

  /** Null when there is nothing. */
  async find(path: string): Promise<Omit<RemoteEntry, 'name'> | null> {
    try {
      return await this.stat(path);
    } catch (error) {
      if (error instanceof DomainError && error.code === 'file.not_found') return null;
      throw error;
    }
  }

  /** Of a link, the link itself. @throws DomainError file.not_found */
  async look(path: string): Promise<Omit<RemoteEntry, 'name'>> {
    return describe(await this.ask<Stats>((done) => this.sftp.lstat(path, done)));
  }

  /** Who may do what with the file, as `chmod` takes it. @throws DomainError file.not_found */
  async permissions(path: string): Promise<number> {
    return (await this.ask<Stats>((done) => this.sftp.stat(path, done))).mode & 0o777;
  }

  async setPermissions(path: string, permissions: number): Promise<void> {
    await this.ask<void>((done) => this.sftp.chmod(path, permissions, done as never));
  }

  /** Absolute, without links. */
  realPath(path: string): Promise<string> {
    return this.ask<string>((done) => this.sftp.realpath(path, done));
  }

  async makeFolder(path: string): Promise<void> {
    await this.ask<void>((done) => this.sftp.mkdir(path, done as never), 'file.exists');
  }

  /** With the folders above it. Idempotent. */
  async makeFolders(path: string): Promise<void> {
    if ((await this.find(path))?.kind === 'folder') return;
    const parent = path.replace(/\/[^/]*$/, '');
    if (parent !== '' && parent !== path) await this.makeFolders(parent);
    await this.makeFolder(path).catch(async (error: unknown) => {
      if ((await this.find(path))?.kind !== 'folder') throw error;
    });
  }

  /** Nothing is overwritten. @throws DomainError file.exists, file.not_found */
  async rename(from: string, to: string): Promise<void> {
    await this.ask<void>((done) => this.sftp.rename(from, to, done as never), 'file.exists');
  }

  /** In one step, over what is there, where the server has OpenSSH's extension; else over nothing. */
  async replace(from: string, to: string): Promise<void> {
    try {
      await this.ask<void>((done) => this.sftp.ext_openssh_rename(from, to, done as never));
    } catch (error) {
      if (!(error instanceof DomainError) || error.code === 'target.unreachable' || this.hasEnded) throw error;
      await this.rename(from, to);
    }
  }

  async removeFile(path: string): Promise<void> {
    await this.ask<void>((done) => this.sftp.unlink(path, done as never), 'file.is_folder');
  }

  /** @throws DomainError file.not_empty */
  async removeFolder(path: string): Promise<void> {
    await this.ask<void>((done) => this.sftp.rmdir(path, done as never), 'file.not_empty');
  }

  /** Null where the server does not tell. */
  async freeSpace(path: string): Promise<FreeSpace | null> {
    try {
      const space = await this.ask<{ f_bavail: number; f_blocks: number; f_frsize: number }>((done) =>
        this.sftp.ext_openssh_statvfs(path, done as never),
      );
      return { free: space.f_bavail * space.f_frsize, total: space.f_blocks * space.f_frsize };
    } catch (error) {
      if (this.hasEnded) throw error;
      return null;
    }
  }

  /** What is asked of an open file; close it. Flags as of `open(2)` in Node: `r`, `w`, `r+`, `wx`. */
  async openFile(path: string, flags: 'r' | 'r+' | 'w' | 'wx'): Promise<RemoteFile> {
    const handle = await this.ask<Buffer>((done) => this.sftp.open(path, flags, done), 'file.exists');
    return new RemoteFile(this.sftp, handle, () => this.hasEnded);
  }

  private ask<T>(call: (done: Callback<T>) => void, failure?: Parameters<typeof asStorageError>[1]): Promise<T> {
    return settle(call, () => this.hasEnded, failure);
  }
}

/** An open file of the server. */
export class RemoteFile {
  constructor(
    private readonly sftp: SFTPWrapper,
    private readonly handle: Buffer,
    private readonly hasEnded: () => boolean,
  ) {}

  /** Bytes `offset` up to before `end`, in order; less when the file ends sooner. Reads ahead of whoever asks by 2 MiB. */
  async *read(offset: number, end: number, signal?: AbortSignal): AsyncGenerator<Buffer> {
    const ahead: Promise<Buffer>[] = [];
    let next = offset;
    while (next < end || ahead.length > 0) {
      signal?.throwIfAborted();
      while (next < end && ahead.length < REQUESTS) {
        const length = Math.min(REQUEST_BYTES, end - next);
        const part = this.readWhole(next, length);
        // Looked at when its turn comes.
        part.catch(() => undefined);
        ahead.push(part);
        next += length;
      }
      const part = await ahead.shift()!;
      if (part.length === 0) return;
      yield part;
    }
  }

  /** Writes what comes, from `offset` on; returns how much. `onProgress` gets the offset below which all is acknowledged. */
  async write(
    parts: AsyncIterable<Buffer>,
    offset: number,
    { signal, onProgress }: { signal?: AbortSignal | undefined; onProgress?: (acknowledged: number) => void } = {},
  ): Promise<number> {
    const underWay: Promise<void>[] = [];
    const ends: number[] = [];
    let at = offset;
    const settleFirst = async (): Promise<void> => {
      await underWay.shift();
      onProgress?.(ends.shift()!);
    };
    for await (const part of parts) {
      for (let start = 0; start < part.length; start += REQUEST_BYTES) {
        signal?.throwIfAborted();
        if (underWay.length >= REQUESTS) await settleFirst();
        const piece = part.subarray(start, start + REQUEST_BYTES);
        const written = this.writePiece(piece, at);
        written.catch(() => undefined);
        underWay.push(written);
        at += piece.length;
        ends.push(at);
      }
    }
    while (underWay.length > 0) await settleFirst();
    return at - offset;
  }

  async close(): Promise<void> {
    await settle<void>((done) => this.sftp.close(this.handle, done as never), this.hasEnded);
  }

  /** A server may answer with less than was asked for. */
  private async readWhole(offset: number, length: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(length);
    let filled = 0;
    while (filled < length) {
      const got = await this.readSome(buffer, filled, length - filled, offset + filled);
      if (got === 0) break;
      filled += got;
    }
    return buffer.subarray(0, filled);
  }

  private readSome(buffer: Buffer, at: number, length: number, position: number): Promise<number> {
    return settle<number>((done) => {
      this.sftp.read(this.handle, buffer, at, length, position, (error, bytes) =>
        // SSH_FX_EOF
        (error as { code?: unknown } | undefined)?.code === 1 ? done(null, 0) : done(error, bytes),
      );
    }, this.hasEnded);
  }

  private writePiece(piece: Buffer, position: number): Promise<void> {
    return settle<void>(
      (done) => this.sftp.write(this.handle, piece, 0, piece.length, position, done as never),
      this.hasEnded,
      'storage.no_space',
    );
  }
}

/** ssh2 throws what it cannot send, and answers nothing more once the connection is gone only through its close event. */
const settle = <T>(
  call: (done: Callback<T>) => void,
  hasEnded: () => boolean,
  failure?: Parameters<typeof asStorageError>[1],
): Promise<T> =>
  new Promise((resolve, reject) => {
    if (hasEnded()) {
      reject(asStorageError(new Error('closed')));
      return;
    }
    try {
      call((error, value) => (error ? reject(asStorageError(error, failure)) : resolve(value)));
    } catch (error) {
      reject(asStorageError(error as Error, failure));
    }
  });

const describe = (attributes: Stats): Omit<RemoteEntry, 'name'> => ({
  kind: kindOf(attributes),
  size: attributes.size,
  modified: attributes.mtime,
});

const kindOf = (attributes: Stats): RemoteEntry['kind'] => {
  if (attributes.isFile()) return 'file';
  if (attributes.isDirectory()) return 'folder';
  return attributes.isSymbolicLink() ? 'link' : 'other';
};
