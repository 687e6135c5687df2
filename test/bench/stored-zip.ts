import { createHash } from 'node:crypto';

const LOCAL_HEADER = 0x04034b50;
const LOCAL_HEADER_BYTES = 30;

/**
 * Reads an archive of files that are stored as they are and whose sizes are known, as it comes; yields the SHA-256 of each
 * in order. @throws Error when it is no such archive, or ends too soon
 */
export async function* hashesOfZip(zip: AsyncIterable<Uint8Array>, sizes: readonly number[]): AsyncGenerator<Buffer> {
  const bytes = new Bytes(zip);
  for (const size of sizes) {
    await bytes.skipTo(LOCAL_HEADER);
    const header = await bytes.read(LOCAL_HEADER_BYTES);
    await bytes.read(header.readUInt16LE(26) + header.readUInt16LE(28));
    const hash = createHash('sha256');
    for await (const part of bytes.upTo(size)) hash.update(part);
    yield hash.digest();
  }
  await bytes.toEnd();
}

class Bytes {
  private readonly source: AsyncIterator<Uint8Array>;
  private rest = Buffer.alloc(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.source = source[Symbol.asyncIterator]();
  }

  async *upTo(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0;) {
      if (this.rest.length === 0) await this.more();
      const part = this.rest.subarray(0, left);
      this.rest = this.rest.subarray(part.length);
      left -= part.length;
      yield part;
    }
  }

  async read(length: number): Promise<Buffer> {
    while (this.rest.length < length) await this.more();
    const part = this.rest.subarray(0, length);
    this.rest = this.rest.subarray(length);
    return part;
  }

  /** Behind a file there is what describes it. */
  async skipTo(signature: number): Promise<void> {
    for (;;) {
      while (this.rest.length < 4) await this.more();
      if (this.rest.readUInt32LE() === signature) return;
      this.rest = this.rest.subarray(1);
    }
  }

  async toEnd(): Promise<void> {
    for (let next = await this.source.next(); !next.done; next = await this.source.next());
  }

  private async more(): Promise<void> {
    const next = await this.source.next();
    if (next.done) throw new Error('the archive ends too soon');
    this.rest = Buffer.concat([this.rest, next.value]);
  }
}
