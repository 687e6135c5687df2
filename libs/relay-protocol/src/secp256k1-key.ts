import { createPublicKey, type DSAEncoding, type KeyObject, verify } from 'node:crypto';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { checksumAddress } from './identity.js';
import { ProtocolError } from './relay-error.js';

/** Bitcoin's offset for a recovery id, and its addition for "the public key is compressed". */
const RECOVERY_OFFSET = 27;
const COMPRESSED = 4;

/** Identity of a relay or a client: secp256k1, its Ethereum address as the name. Signatures are RFC 6979, low S. */
export class Secp256k1Key {
  /** 33 bytes, compressed. */
  readonly publicKeyHex: string;
  readonly address: string;

  private constructor(private readonly secret: Uint8Array) {
    const publicKey = secp256k1.getPublicKey(secret, true);
    this.publicKeyHex = Buffer.from(publicKey).toString('hex');
    this.address = addressOf(publicKey);
  }

  static generate(): Secp256k1Key {
    return new Secp256k1Key(secp256k1.utils.randomSecretKey());
  }

  /** @throws ProtocolError invalid_request — not 32 bytes, zero, or not below the order of the curve */
  static fromPrivate(bytes: Uint8Array): Secp256k1Key {
    if (!secp256k1.utils.isValidSecretKey(bytes)) {
      throw new ProtocolError('invalid_request', 'not a secp256k1 private key');
    }
    return new Secp256k1Key(Uint8Array.from(bytes));
  }

  get privateHex(): string {
    return Buffer.from(this.secret).toString('hex');
  }

  /** EIP-191 version 0x45: 0x hex of r ‖ s ‖ v with v 27 or 28. */
  signPersonal(message: string): string {
    const signature = this.signDigest(personalDigest(message));
    const recovery = RECOVERY_OFFSET + signature[0]!;
    return `0x${Buffer.concat([signature.subarray(1), Buffer.of(recovery)]).toString('hex')}`;
  }

  /** RFC 8812 §3.2: r ‖ s over SHA-256, 64 bytes. */
  signEs256k(data: Uint8Array): Buffer {
    return this.signDigest(sha256(data)).subarray(1);
  }

  /** Of a 32-byte digest: recovery byte (31..34) ‖ r ‖ s. */
  signRecoverable(digest: Uint8Array): Buffer {
    const signature = this.signDigest(digest);
    signature[0] = RECOVERY_OFFSET + COMPRESSED + signature[0]!;
    return signature;
  }

  /** RFC 3279 §2.2.3: SEQUENCE of r and s, over SHA-256. */
  signDer(data: Uint8Array): Buffer {
    return Buffer.from(secp256k1.sign(sha256(data), this.secret, { prehash: false, format: 'der' }));
  }

  /** Recovery id (0..3) ‖ r ‖ s. */
  private signDigest(digest: Uint8Array): Buffer {
    return Buffer.from(secp256k1.sign(digest, this.secret, { prehash: false, format: 'recovered' }));
  }
}

/**
 * Who signed `message` (EIP-191). Takes v as 0, 1, 27 or 28.
 * @throws ProtocolError unauthorized — not a signature at all
 */
export function recoverPersonal(message: string, signatureHex: string): string {
  if (!/^(?:0x)?[0-9a-f]{130}$/i.test(signatureHex)) throw new ProtocolError('unauthorized', 'not a signature');
  const bytes = Buffer.from(signatureHex.slice(-130), 'hex');
  const v = bytes[64]!;
  const recovery = v >= RECOVERY_OFFSET ? v - RECOVERY_OFFSET : v;
  if (recovery > 1) throw new ProtocolError('unauthorized', 'not a signature');
  return recover(personalDigest(message), recovery, bytes.subarray(0, 64));
}

/**
 * Who signed a 32-byte digest; `signature` is recovery byte (27..30 or 31..34) ‖ r ‖ s.
 * @throws ProtocolError unauthorized — not a signature at all
 */
export function recoverDigest(digest: Uint8Array, signature: Uint8Array): string {
  const offset = (signature[0] ?? 0) - RECOVERY_OFFSET;
  if (signature.length !== 65 || offset < 0 || offset >= 2 * COMPRESSED) {
    throw new ProtocolError('unauthorized', 'not a signature');
  }
  return recover(digest, offset % COMPRESSED, signature.subarray(1));
}

/** RFC 8812 §3.2; false for anything that is not a signature or a key. */
export function verifyEs256k(publicKeyHex: string, data: Uint8Array, signature: Uint8Array): boolean {
  return verifyWith(publicKeyHex, data, signature, 'ieee-p1363');
}

/** As {@link verifyEs256k}, of a DER signature. */
export function verifyDer(publicKeyHex: string, data: Uint8Array, signature: Uint8Array): boolean {
  return verifyWith(publicKeyHex, data, signature, 'der');
}

/** @throws ProtocolError invalid_request — not a compressed public key in hex */
export function addressOfPublicKey(publicKeyHex: string): string {
  try {
    if (!/^0[23][0-9a-f]{64}$/i.test(publicKeyHex)) throw new RangeError('not a compressed public key');
    return addressOf(Buffer.from(publicKeyHex, 'hex'));
  } catch (cause) {
    throw new ProtocolError('invalid_request', 'not a secp256k1 public key', { cause });
  }
}

/** By OpenSSL, which takes a quarter of the time JavaScript does. */
function verifyWith(publicKeyHex: string, data: Uint8Array, signature: Uint8Array, dsaEncoding: DSAEncoding): boolean {
  try {
    return verify('sha256', data, { key: keyObjectOf(publicKeyHex), dsaEncoding }, signature);
  } catch {
    return false;
  }
}

/** Kept for the next call: a relay asks for its own key at every token. */
let lastKey: { hex: string; object: KeyObject } | undefined;

function keyObjectOf(publicKeyHex: string): KeyObject {
  if (lastKey?.hex !== publicKeyHex) {
    const point = Buffer.from(secp256k1.Point.fromHex(publicKeyHex).toBytes(false));
    const [x, y] = [point.subarray(1, 33), point.subarray(33)].map((half) => half.toString('base64url'));
    const object = createPublicKey({ key: { kty: 'EC', crv: 'secp256k1', x, y }, format: 'jwk' });
    lastKey = { hex: publicKeyHex, object };
  }
  return lastKey.object;
}

function recover(digest: Uint8Array, recovery: number, rs: Uint8Array): string {
  try {
    const recovered = Buffer.concat([Buffer.of(recovery), rs]);
    return addressOf(secp256k1.recoverPublicKey(recovered, digest, { prehash: false }));
  } catch (cause) {
    throw new ProtocolError('unauthorized', 'not a signature', { cause });
  }
}

function personalDigest(message: string): Uint8Array {
  const bytes = Buffer.from(message);
  return keccak_256(Buffer.concat([Buffer.from(`\x19Ethereum Signed Message:\n${bytes.length}`), bytes]));
}

/** The last 20 bytes of Keccak-256 over the uncompressed point without its first byte. */
function addressOf(publicKey: Uint8Array): string {
  const point = secp256k1.Point.fromBytes(publicKey).toBytes(false);
  return checksumAddress(`0x${Buffer.from(keccak_256(point.subarray(1)).subarray(12)).toString('hex')}`);
}
