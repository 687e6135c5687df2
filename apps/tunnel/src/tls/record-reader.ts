import { RecordOpener } from './record-cipher.js';
import type { TrafficKeys } from './key-schedule.js';
import { TlsAlertError } from './tls-alert-error.js';
import { CONTENT, MAX_CIPHERTEXT_BYTES, MAX_PLAINTEXT_BYTES, RECORD_HEADER_BYTES } from './wire.js';

export interface TlsRecord {
  type: number;
  content: Buffer;
  /** It arrived encrypted. */
  sealed: boolean;
}

/**
 * Cuts a byte stream into records and opens the sealed ones. Records inside one chunk are not copied; one that spans
 * chunks is put together once. Holds at most one chunk and one record.
 */
export class RecordReader {
  private chunk: Buffer = EMPTY;
  /** The record that began in an earlier chunk: as much as is known of it, up to `filled`. */
  private partial: Buffer | undefined;
  private filled = 0;
  private opener: RecordOpener | undefined;

  /** Only when `next` found nothing more in the chunk before. */
  push(chunk: Buffer): void {
    this.chunk = chunk;
  }

  get isOpening(): boolean {
    return this.opener !== undefined;
  }

  /** Records from the next one on are opened with `keys`. */
  openWith(keys: TrafficKeys): void {
    this.opener = new RecordOpener(keys);
  }

  updateKeys(): void {
    if (this.opener) this.openWith(this.opener.keys.next());
  }

  /**
   * The next record that has arrived whole.
   * @throws TlsAlertError
   */
  next(): TlsRecord | undefined {
    const bytes = this.nextBytes();
    if (!bytes) return undefined;
    const type = bytes.readUInt8(0);
    const content = bytes.subarray(RECORD_HEADER_BYTES);
    if (!this.opener || type !== CONTENT.applicationData) return { type, content, sealed: false };
    return { ...this.opener.open(bytes.subarray(0, RECORD_HEADER_BYTES), content), sealed: true };
  }

  private nextBytes(): Buffer | undefined {
    if (this.partial) return this.completePartial(this.partial);
    const { chunk } = this;
    const total = chunk.length < RECORD_HEADER_BYTES ? Infinity : this.recordBytes(chunk);
    if (chunk.length >= total) {
      this.chunk = chunk.length === total ? EMPTY : chunk.subarray(total);
      return chunk.subarray(0, total);
    }
    if (chunk.length === 0) return undefined;
    this.partial = Buffer.allocUnsafe(RECORD_HEADER_BYTES);
    this.filled = 0;
    return this.completePartial(this.partial);
  }

  private completePartial(partial: Buffer): Buffer | undefined {
    if (!this.fill(partial)) return undefined;
    if (partial.length > RECORD_HEADER_BYTES) return this.finishPartial(partial);
    const whole = Buffer.allocUnsafe(this.recordBytes(partial));
    whole.set(partial);
    this.partial = whole;
    return this.fill(whole) ? this.finishPartial(whole) : undefined;
  }

  private finishPartial(whole: Buffer): Buffer {
    this.partial = undefined;
    return whole;
  }

  private fill(partial: Buffer): boolean {
    const taken = this.chunk.copy(partial, this.filled);
    this.filled += taken;
    this.chunk = taken === this.chunk.length ? EMPTY : this.chunk.subarray(taken);
    return this.filled === partial.length;
  }

  /** Header included. The version is ignored (RFC 8446 §5.1). */
  private recordBytes(header: Buffer): number {
    const type = header.readUInt8(0);
    if (type < CONTENT.changeCipherSpec || type > CONTENT.applicationData)
      throw new TlsAlertError('unexpected_message', 'The bytes are not a TLS record');
    const length = header.readUInt16BE(3);
    const sealed = this.opener && type === CONTENT.applicationData;
    if (length > (sealed ? MAX_CIPHERTEXT_BYTES : MAX_PLAINTEXT_BYTES))
      throw new TlsAlertError('record_overflow', 'A record is too long');
    return RECORD_HEADER_BYTES + length;
  }
}

const EMPTY = Buffer.alloc(0);
