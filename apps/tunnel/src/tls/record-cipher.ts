import { type CipherGCMTypes, createCipheriv, createDecipheriv } from 'node:crypto';
import { IV_BYTES, type TrafficKeys } from './key-schedule.js';
import { TlsAlertError } from './tls-alert-error.js';
import { CONTENT, MAX_PLAINTEXT_BYTES, RECORD_HEADER_BYTES, VERSION } from './wire.js';

const TAG_BYTES = 16;
const TAG = { authTagLength: TAG_BYTES };
/** Below this, gluing a record together costs less than handing its pieces to the transport. */
const GLUED_BYTES = 1024;

/** Seals records of one direction and key generation: header ‖ AEAD(content ‖ type) ‖ tag (RFC 8446 §5.2), unpadded. */
export class RecordSealer {
  private readonly nonces: NonceSequence;

  constructor(readonly keys: TrafficKeys) {
    this.nonces = new NonceSequence(keys.iv);
  }

  /** Records sealed so far. */
  get count(): number {
    return this.nonces.count;
  }

  /** One record in the order of its pieces; `content` up to 2^14 bytes. */
  seal(type: number, content: Buffer): Buffer[] {
    const header = recordHeader(CONTENT.applicationData, content.length + 1 + TAG_BYTES);
    const cipher = createCipheriv(aeadOf(this.keys), this.keys.key, this.nonces.next(), TAG);
    cipher.setAAD(header);
    const body = cipher.update(content);
    const tail = Buffer.allocUnsafe(1 + TAG_BYTES);
    tail.set(cipher.update(Buffer.of(type)));
    cipher.final();
    tail.set(cipher.getAuthTag(), 1);
    const pieces = [header, body, tail];
    return content.length <= GLUED_BYTES ? [Buffer.concat(pieces)] : pieces;
  }
}

/** Opens records of one direction and key generation. */
export class RecordOpener {
  private readonly nonces: NonceSequence;

  constructor(readonly keys: TrafficKeys) {
    this.nonces = new NonceSequence(keys.iv);
  }

  /** @throws TlsAlertError bad_record_mac, record_overflow, unexpected_message (a record of nothing but padding) */
  open(header: Buffer, body: Buffer): { type: number; content: Buffer } {
    if (body.length <= TAG_BYTES) throw new TlsAlertError('bad_record_mac', 'A record is too short to be sealed');
    const tagAt = body.length - TAG_BYTES;
    const decipher = createDecipheriv(aeadOf(this.keys), this.keys.key, this.nonces.next(), TAG);
    decipher.setAAD(header);
    decipher.setAuthTag(body.subarray(tagAt));
    const inner = decipher.update(body.subarray(0, tagAt));
    try {
      decipher.final();
    } catch (cause) {
      throw new TlsAlertError('bad_record_mac', 'A record fails authentication', { cause });
    }
    if (inner.length > MAX_PLAINTEXT_BYTES + 1) throw new TlsAlertError('record_overflow', 'A record is too long');
    let typeAt = inner.length - 1;
    while (typeAt >= 0 && inner[typeAt] === 0) typeAt--;
    const type = inner[typeAt];
    if (type === undefined) throw new TlsAlertError('unexpected_message', 'A record has no type');
    return { type, content: inner.subarray(0, typeAt) };
  }
}

export const recordHeader = (type: number, length: number): Buffer => {
  const header = Buffer.allocUnsafe(RECORD_HEADER_BYTES);
  header[0] = type;
  header.writeUInt16BE(VERSION.tls12, 1);
  header.writeUInt16BE(length, 3);
  return header;
};

/** The per-record nonces of §5.3: the iv xor the record's number, 64 bits. The buffer is reused. */
class NonceSequence {
  count = 0;
  private readonly nonce = Buffer.alloc(IV_BYTES);
  private readonly high: number;
  private readonly low: number;

  constructor(iv: Buffer) {
    iv.copy(this.nonce);
    this.high = iv.readUInt32BE(4);
    this.low = iv.readUInt32BE(8);
  }

  next(): Buffer {
    this.nonce.writeUInt32BE((this.high ^ Math.floor(this.count / 2 ** 32)) >>> 0, 4);
    this.nonce.writeUInt32BE((this.low ^ this.count) >>> 0, 8);
    this.count++;
    return this.nonce;
  }
}

/** ChaCha20-Poly1305 takes the same calls as GCM; only the types of Node tell them apart. */
const aeadOf = (keys: TrafficKeys): CipherGCMTypes => keys.suite.aead as CipherGCMTypes;
