import { TlsAlertError } from './tls-alert-error.js';

/** Walks a message's body; whatever does not fit is a `decode_error`. */
export class ByteReader {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isEmpty(): boolean {
    return this.at === this.bytes.length;
  }

  take(length: number): Buffer {
    if (length > this.bytes.length - this.at) throw new TlsAlertError('decode_error', 'A message is cut short');
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  uint8(): number {
    return this.take(1).readUInt8();
  }

  uint16(): number {
    return this.take(2).readUInt16BE();
  }

  /** A vector of at least `min` bytes behind its length. */
  vector8(min = 0): Buffer {
    return requireLength(this.take(this.uint8()), min);
  }

  vector16(min = 0): Buffer {
    return requireLength(this.take(this.uint16()), min);
  }

  requireEnd(): void {
    if (!this.isEmpty) throw new TlsAlertError('decode_error', 'A message has bytes after its end');
  }
}

export const uint16List = (list: Buffer): number[] => {
  if (list.length % 2 !== 0) throw new TlsAlertError('decode_error', 'A list of 16-bit numbers has an odd length');
  return Array.from({ length: list.length / 2 }, (_, index) => list.readUInt16BE(index * 2));
};

export const uint16 = (value: number): Buffer => {
  const bytes = Buffer.allocUnsafe(2);
  bytes.writeUInt16BE(value);
  return bytes;
};

/** `parts` behind their common length, big endian in `lengthBytes`. */
export const vector = (lengthBytes: 1 | 2 | 3, ...parts: Buffer[]): Buffer => {
  const length = Buffer.allocUnsafe(lengthBytes);
  length.writeUIntBE(
    parts.reduce((total, part) => total + part.length, 0),
    0,
    lengthBytes,
  );
  return Buffer.concat([length, ...parts]);
};

const requireLength = (bytes: Buffer, min: number): Buffer => {
  if (bytes.length < min) throw new TlsAlertError('decode_error', 'A list is shorter than allowed');
  return bytes;
};
