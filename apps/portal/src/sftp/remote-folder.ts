import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Readable } from 'node:stream';
import { DomainError, invalidFields, LIMITS } from '#libs/contracts';
import { type ByteRange, readRange } from './byte-range.js';
import type { RemoteEntry, SftpSession } from './sftp-session.js';

/** A file on its way to somebody. Whoever takes it reads `content` to its end or destroys it. */
export interface Download {
  /** Without folders. */
  name: string;
  size: number;
  range: ByteRange | null | 'unsatisfiable';
  content: Readable;
}

/** What has arrived under a name nobody asks for. */
interface Staged {
  place: string;
  bytes: number;
}

/** More entries of one folder are not told. */
const MAX_ENTRIES = 10_000;

/**
 * A folder of a server and what is below it. Paths are relative as `relativePath` makes them; what a link leads out of the
 * folder to does not exist. Whoever can change the folder on the server itself could change it between check and use.
 */
export class RemoteFolder {
  constructor(
    readonly sftp: SftpSession,
    /** Absolute, without links, without a slash at its end: `''` is the server's root. */
    readonly root: string,
  ) {}

  /** Where a path really is. @throws DomainError file.not_found — also when that is outside */
  async locate(relative: string): Promise<string> {
    const real = (await this.sftp.realPath(`${this.root}/${relative}`)).replace(/\/+$/, '');
    if (real !== this.root && !real.startsWith(`${this.root}/`)) throw new DomainError('file.not_found');
    return real;
  }

  /** Folders first, then by name. */
  async list(relative: string): Promise<{ entries: RemoteEntry[]; isComplete: boolean }> {
    const found = await this.sftp.list((await this.locate(relative)) || '/');
    const entries = found
      .filter(({ name }) => name !== '.' && name !== '..')
      .toSorted((a, b) => Number(b.kind === 'folder') - Number(a.kind === 'folder') || compare(a.name, b.name));
    return { entries: entries.slice(0, MAX_ENTRIES), isComplete: entries.length <= MAX_ENTRIES };
  }

  /** The caller closes the file's handle once `content` is closed: `onClosed` settles then. */
  async open(relative: string, rangeHeader?: string): Promise<Download & { closed: Promise<void> }> {
    const place = await this.locate(relative);
    const { size } = await this.requireFile(place);
    const range = readRange(rangeHeader, size);
    const { start, end } = range === null || range === 'unsatisfiable' ? { start: 0, end: size } : range;
    const file = await this.sftp.openFile(place, 'r');
    const content = Readable.from(range === 'unsatisfiable' ? [] : file.read(start, end), { objectMode: false });
    const closed = new Promise<void>((done) => content.once('close', done)).then(() =>
      file.close().catch(() => undefined),
    );
    return { name: path.posix.basename(relative), size, range, content, closed };
  }

  /** @throws DomainError file.too_large, file.not_text, file.is_folder, file.not_found */
  async readText(relative: string): Promise<{ content: string; size: number; modified: number }> {
    const place = await this.locate(relative);
    const { size, modified } = await this.requireFile(place);
    if (size > LIMITS.textFileBytes) throw new DomainError('file.too_large');
    const file = await this.sftp.openFile(place, 'r');
    try {
      const parts: Buffer[] = [];
      for await (const part of file.read(0, size)) parts.push(part);
      return { content: asText(Buffer.concat(parts)), size, modified };
    } finally {
      await file.close().catch(() => undefined);
    }
  }

  /** Replaces what is there, in one step. @throws DomainError file.is_folder, file.not_found, storage.* */
  async write(relative: string, content: Buffer): Promise<void> {
    const staged = await this.stage(parentOf(relative), [content]);
    await this.settle(staged, relative);
  }

  /** @throws DomainError file.exists, file.not_found — there is no folder above it */
  async makeFolder(relative: string): Promise<void> {
    await this.sftp.makeFolder(await this.placeOf(relative));
  }

  /** Nothing is overwritten. @throws DomainError file.exists, file.not_found */
  async rename(from: string, to: string): Promise<void> {
    const source = await this.placeOf(from, 'old_path');
    const target = await this.placeOf(to, 'new_path');
    if (target.startsWith(`${source}/`)) throw invalidFields([{ field: 'new_path', message: 'is below old_path' }]);
    await this.sftp.look(source);
    await this.sftp.rename(source, target);
  }

  /** A file, a link or an empty folder. @throws DomainError file.not_found, file.not_empty */
  async remove(relative: string): Promise<void> {
    const place = await this.placeOf(relative);
    const { kind } = await this.sftp.look(place);
    if (kind === 'folder') await this.sftp.removeFolder(place);
    else await this.sftp.removeFile(place);
  }

  /** Takes a file under a name of its own, to be settled or discarded. */
  async stage(folder: string, content: AsyncIterable<Buffer> | Iterable<Buffer>): Promise<Staged> {
    const place = `${await this.locate(folder)}/.${randomBytes(12).toString('base64url')}.part`;
    const file = await this.sftp.openFile(place, 'wx');
    try {
      const bytes = await file.write(Readable.from(content), 0);
      await file.close();
      return { place, bytes };
    } catch (error) {
      await file.close().catch(() => undefined);
      await this.discard({ place });
      throw error;
    }
  }

  /** Gives what was staged its name, over a file that has it already, whose permissions it gets. */
  async settle(staged: Staged, relative: string): Promise<void> {
    try {
      const place = await this.writablePlaceOf(relative);
      const there = await this.sftp.find(place);
      if (there?.kind === 'folder') throw new DomainError('file.is_folder');
      if (there) await this.sftp.setPermissions(staged.place, await this.sftp.permissions(place));
      await this.sftp.replace(staged.place, place);
    } catch (error) {
      await this.discard(staged);
      throw error;
    }
  }

  async discard({ place }: Pick<Staged, 'place'>): Promise<void> {
    await this.sftp.removeFile(place).catch(() => undefined);
  }

  /** Where something has its name, or will have it; a link is not followed. */
  private async placeOf(relative: string, field = 'path'): Promise<string> {
    if (relative === '') throw invalidFields([{ field, message: 'must name something below the folder' }]);
    return `${await this.locate(parentOf(relative))}/${path.posix.basename(relative)}`;
  }

  /** What a link leads to is written, if it is below the folder. */
  private async writablePlaceOf(relative: string): Promise<string> {
    const place = await this.placeOf(relative);
    const isLink = await this.sftp.look(place).then(
      ({ kind }) => kind === 'link',
      () => false,
    );
    return isLink ? this.locate(relative) : place;
  }

  private async requireFile(place: string): Promise<Omit<RemoteEntry, 'name'>> {
    const found = await this.sftp.stat(place);
    if (found.kind === 'folder') throw new DomainError('file.is_folder');
    if (found.kind !== 'file') throw new DomainError('file.not_found');
    return found;
  }
}

const parentOf = (relative: string): string => relative.slice(0, Math.max(0, relative.lastIndexOf('/')));

const asText = (bytes: Buffer): string => {
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes('\0')) return text;
  } catch {
    // Not UTF-8.
  }
  throw new DomainError('file.not_text');
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
