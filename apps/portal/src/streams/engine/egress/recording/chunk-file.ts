import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** One file in the making: grows in order, is written down in the background, and gets its name when it is whole. */
export class ChunkFile {
  /** Accepted but not written as yet. */
  queuedBytes = 0;
  private readonly handle: Promise<FileHandle>;
  private queue: Buffer[] = [];
  private position = 0;
  private writing: Promise<void>;
  private isWriting = true;
  private failure: unknown;

  /** `failed` is called once, with what the disk said; the file stays as it is then. */
  constructor(
    private readonly partPath: string,
    private readonly path: string,
    private readonly failed: (error: unknown) => void,
  ) {
    this.handle = open(partPath, 'w');
    this.writing = this.handle.then(() => this.drain()).catch((error: unknown) => this.fail(error));
  }

  append(pieces: readonly Buffer[]): void {
    if (this.failure) return;
    this.queue.push(...pieces);
    this.queuedBytes += byteLength(pieces);
    if (this.isWriting) return;
    this.isWriting = true;
    this.writing = this.drain().catch((error: unknown) => this.fail(error));
  }

  /** Resolves when all that was appended is written. @throws what the disk says */
  async written(): Promise<void> {
    await this.writing;
    if (this.failure) throw this.failure;
  }

  /** Removes it. */
  async discard(): Promise<void> {
    await this.written();
    await (await this.handle).close();
    await rm(this.partPath);
  }

  /**
   * Writes `header` over the beginning and gives the file its name, safe against a power cut.
   * @throws what the disk says
   */
  async finish(header: Buffer): Promise<{ bytes: number; sha256: string }> {
    await this.written();
    const handle = await this.handle;
    try {
      await handle.write(header, 0, header.length, 0);
      await handle.sync();
    } finally {
      await handle.close();
    }
    const sha256 = await hashOf(this.partPath);
    await rename(this.partPath, this.path);
    await syncDirectory(dirname(this.path));
    return { bytes: this.position, sha256 };
  }

  private async drain(): Promise<void> {
    const handle = await this.handle;
    for (; this.queue.length > 0;) {
      const { queue } = this;
      this.queue = [];
      const size = byteLength(queue);
      await writeAll(handle, queue, size, this.position);
      this.position += size;
      this.queuedBytes -= size;
    }
    this.isWriting = false;
  }

  private fail(error: unknown): void {
    this.failure = error;
    this.queue = [];
    this.queuedBytes = 0;
    this.failed(error);
    void this.handle.then((handle) => handle.close()).catch(() => undefined);
  }
}

const byteLength = (pieces: readonly Buffer[]): number => pieces.reduce((sum, { length }) => sum + length, 0);

/** A disk that is nearly full takes a part of what it is given. */
const writeAll = async (handle: FileHandle, pieces: Buffer[], size: number, position: number): Promise<void> => {
  const { bytesWritten } = await handle.writev(pieces, position);
  if (bytesWritten === size) return;
  const rest = Buffer.concat(pieces).subarray(bytesWritten);
  for (let at = 0; at < rest.length;) {
    const written = await handle.write(rest, at, rest.length - at, position + bytesWritten + at);
    at += written.bytesWritten;
  }
};

const hashOf = async (path: string): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
};

const syncDirectory = async (path: string): Promise<void> => {
  const directory = await open(path);
  await directory.sync();
  await directory.close();
};
