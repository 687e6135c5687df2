import { CutImpossible, type RandomAccess } from '#libs/media';
import { DomainError } from '#libs/contracts';
import { RemoteFolder, type RemoteFile } from '../sftp/index.js';
import type { OpenStorage } from './storage-sessions.js';

/** What tells one content of a file from another. */
export interface RecordingVersion {
  /** Below the storage's root. */
  relative: string;
  size: number;
  /** Unix seconds. */
  modified: number;
}

/** @throws DomainError file.not_found */
export const findRecording = async ({ sftp, root }: OpenStorage, relative: string): Promise<RecordingVersion> => {
  const { kind, size, modified } = await sftp.stat(await new RemoteFolder(sftp, root).locate(relative));
  if (kind !== 'file') throw new DomainError('file.not_found', { details: { name: relative } });
  return { relative, size, modified };
};

/** A recording to be read in any order. `close` it. */
export class RemoteRecording implements RandomAccess {
  private constructor(
    private readonly file: RemoteFile,
    readonly size: number,
  ) {}

  /** @throws DomainError file.not_found */
  static async open({ sftp, root }: OpenStorage, { relative, size }: RecordingVersion): Promise<RemoteRecording> {
    const place = await new RemoteFolder(sftp, root).locate(relative);
    return new RemoteRecording(await sftp.openFile(place, 'r'), size);
  }

  async read(offset: number, length: number): Promise<Buffer> {
    const parts: Buffer[] = [];
    for await (const part of this.file.read(offset, Math.min(offset + length, this.size))) parts.push(part);
    return Buffer.concat(parts);
  }

  async close(): Promise<void> {
    await this.file.close().catch(() => undefined);
  }
}

/** What went wrong while a recording was read: the storage says so itself, all else is the recording's content. */
export const asRecordingError = (error: unknown): unknown =>
  error instanceof DomainError || error instanceof CutImpossible
    ? error
    : new DomainError('recording.damaged', { cause: error });
