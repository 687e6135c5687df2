import { createHash, createHmac } from 'node:crypto';
import { uint16, vector } from './bytes.js';
import type { CipherSuite } from './cipher-suites.js';

export const IV_BYTES = 12;
const NOTHING = Buffer.alloc(0);

/** HKDF-Expand-Label (RFC 8446 §7.1); `length` up to 255 hashes. */
export const expandLabel = (hash: string, secret: Buffer, label: string, context: Buffer, length: number): Buffer => {
  const info = Buffer.concat([uint16(length), vector(1, Buffer.from(`tls13 ${label}`)), vector(1, context)]);
  const block = (previous: Buffer, counter: number): Buffer =>
    createHmac(hash, secret).update(previous).update(info).update(Buffer.of(counter)).digest();
  let last = block(NOTHING, 1);
  // Nearly always one block is enough; unlike a concatenation it keeps no share of Buffer's pool alive.
  if (length <= last.length) return last.subarray(0, length);
  const blocks = [last];
  for (let made = last.length; made < length; made += last.length) {
    last = block(last, blocks.length + 1);
    blocks.push(last);
  }
  return Buffer.concat(blocks).subarray(0, length);
};

const extract = (hash: string, salt: Buffer, material: Buffer): Buffer =>
  createHmac(hash, salt).update(material).digest();

/** What depends on the hash alone: that of nothing, and the early secret where there is no pre-shared key. */
const fixedOf = (hash: CipherSuite['hash']): { nothing: Buffer; earlySecret: Buffer } => {
  const nothing = createHash(hash).digest();
  return { nothing, earlySecret: extract(hash, NOTHING, Buffer.alloc(nothing.length)) };
};
const FIXED = { sha256: fixedOf('sha256'), sha384: fixedOf('sha384') };

/** The chain early → handshake → master secret (RFC 8446 §7.1), without a pre-shared key. */
export class KeySchedule {
  private secret: Buffer;

  constructor(private readonly suite: CipherSuite) {
    this.secret = FIXED[suite.hash].earlySecret;
  }

  enterHandshake(sharedSecret: Buffer): void {
    this.secret = extract(this.suite.hash, this.derive('derived', FIXED[this.suite.hash].nothing), sharedSecret);
  }

  enterMaster(): void {
    this.enterHandshake(Buffer.alloc(this.suite.hashBytes));
  }

  /** Derive-Secret of the present stage over a transcript's hash. */
  derive(label: string, transcriptHash: Buffer): Buffer {
    return expandLabel(this.suite.hash, this.secret, label, transcriptHash, this.suite.hashBytes);
  }
}

/** `verify_data` of a Finished message (§4.4.4). */
export const finishedMac = (suite: CipherSuite, trafficSecret: Buffer, transcriptHash: Buffer): Buffer => {
  const key = expandLabel(suite.hash, trafficSecret, 'finished', NOTHING, suite.hashBytes);
  return createHmac(suite.hash, key).update(transcriptHash).digest();
};

/** RFC 8446 §7.5: both ends of one connection get the same bytes, nobody between them does. */
export interface KeyExporter {
  /** An absent context and an empty one are the same. */
  exportKeyingMaterial(length: number, label: string, context?: Buffer): Buffer;
}

export const keyExporter = (suite: CipherSuite, exporterSecret: Buffer): KeyExporter => {
  return {
    exportKeyingMaterial: (length, label, context = NOTHING) => {
      const secret = expandLabel(suite.hash, exporterSecret, label, FIXED[suite.hash].nothing, suite.hashBytes);
      const contextHash = createHash(suite.hash).update(context).digest();
      return expandLabel(suite.hash, secret, 'exporter', contextHash, length);
    },
  };
};

/** One direction's key and nonce base for one generation (§7.3). */
export class TrafficKeys {
  readonly key: Buffer;
  readonly iv: Buffer;

  constructor(
    readonly suite: CipherSuite,
    private readonly secret: Buffer,
  ) {
    this.key = expandLabel(suite.hash, secret, 'key', NOTHING, suite.keyBytes);
    this.iv = expandLabel(suite.hash, secret, 'iv', NOTHING, IV_BYTES);
  }

  /** The keys after a KeyUpdate (§7.2). */
  next(): TrafficKeys {
    const secret = expandLabel(this.suite.hash, this.secret, 'traffic upd', NOTHING, this.suite.hashBytes);
    return new TrafficKeys(this.suite, secret);
  }
}
