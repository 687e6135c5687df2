import { constants, createHash, type KeyObject, privateEncrypt, randomBytes } from 'node:crypto';
import type { DigestSigning, SignHash, SignScheme } from './sign-algorithms.js';
import { ProtocolError } from './relay-error.js';

/** RFC 8017 §9.2, note 1: DER of a DigestInfo up to the digest. */
const DIGEST_INFO: Record<SignHash, Buffer> = {
  sha256: Buffer.from('3031300d060960864801650304020105000420', 'hex'),
  sha384: Buffer.from('3041300d060960864801650304020205000430', 'hex'),
  sha512: Buffer.from('3051300d060960864801650304020305000440', 'hex'),
};

/** RSA signatures of a given digest: PKCS #1 v1.5 and PSS with a salt as long as the hash, as TLS wants it. */
export class RsaDigestSigner implements DigestSigning {
  private readonly modulusBits: number;

  constructor(private readonly key: KeyObject) {
    this.modulusBits = key.asymmetricKeyDetails!.modulusLength!;
  }

  sign({ kind, hash }: SignScheme, digest: Buffer): Buffer {
    if (kind === 'ecdsa') throw new ProtocolError('invalid_request', 'algorithm does not suit the key');
    if (kind === 'pkcs1') {
      const info = Buffer.concat([DIGEST_INFO[hash], digest]);
      return privateEncrypt({ key: this.key, padding: constants.RSA_PKCS1_PADDING }, info);
    }
    const encoded = encodePss(digest, hash, this.modulusBits - 1);
    // With a modulus of 8n + 1 bits the encoding is a byte shorter than it.
    const padded = Buffer.alloc(Math.ceil(this.modulusBits / 8));
    encoded.copy(padded, padded.length - encoded.length);
    return privateEncrypt({ key: this.key, padding: constants.RSA_NO_PADDING }, padded);
  }
}

/** RFC 8017 §9.1.1: maskedDB ‖ H ‖ 0xbc, where DB is zeros ‖ 0x01 ‖ salt. */
function encodePss(digest: Buffer, hash: SignHash, bits: number): Buffer {
  const length = Math.ceil(bits / 8);
  const size = digest.length;
  if (length < 2 * size + 2) throw new ProtocolError('invalid_request', 'the key is too short for this algorithm');
  const salt = randomBytes(size);
  const h = createHash(hash).update(Buffer.alloc(8)).update(digest).update(salt).digest();

  const block = Buffer.alloc(length - size - 1);
  block[block.length - size - 1] = 0x01;
  salt.copy(block, block.length - size);
  const mask = mgf1(h, block.length, hash);
  for (let at = 0; at < block.length; at++) block[at]! ^= mask[at]!;
  block[0]! &= 0xff >> (8 * length - bits);
  return Buffer.concat([block, h, Buffer.of(0xbc)]);
}

/** RFC 8017 §B.2.1. */
function mgf1(seed: Buffer, length: number, hash: SignHash): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 0, got = 0; got < length; counter++) {
    const index = Buffer.alloc(4);
    index.writeUInt32BE(counter);
    const block = createHash(hash).update(seed).update(index).digest();
    blocks.push(block);
    got += block.length;
  }
  return Buffer.concat(blocks, length);
}
