import { createECDH, type KeyObject, randomBytes } from 'node:crypto';
import { p256, p384, p521 } from '@noble/curves/nist.js';
import type { DigestSigning, SignScheme } from './sign-algorithms.js';
import { ProtocolError } from './relay-error.js';

/** 64 bits more than the largest order, so that the remainder is even. */
const BLIND_BYTES = 74;

/** By OpenSSL's name: the order of the base point, whose bit length the digest is cut to. */
const CURVES: Record<string, { order: bigint; bits: number; Signature: typeof p256.Signature }> = {
  prime256v1: { order: p256.Point.Fn.ORDER, bits: p256.Point.Fn.BITS, Signature: p256.Signature },
  secp384r1: { order: p384.Point.Fn.ORDER, bits: p384.Point.Fn.BITS, Signature: p384.Signature },
  secp521r1: { order: p521.Point.Fn.ORDER, bits: p521.Point.Fn.BITS, Signature: p521.Signature },
};

/**
 * ECDSA (FIPS 186-5 §6.4.1) of a given digest. The nonce and its point come from OpenSSL as a one-time ECDH key pair,
 * which leaves two products and an inverse to be computed here: a tenth of the time of doing the curve in JavaScript.
 */
export class EcdsaDigestSigner implements DigestSigning {
  private readonly curveName: string;
  private readonly curve: (typeof CURVES)[string];
  private readonly secret: bigint;

  /** @throws ProtocolError feature_unavailable — a curve no TLS client offers */
  constructor(privateKey: KeyObject) {
    this.curveName = privateKey.asymmetricKeyDetails?.namedCurve ?? '';
    const curve = CURVES[this.curveName];
    if (!curve) throw new ProtocolError('feature_unavailable', `no signatures on curve ${this.curveName}`);
    this.curve = curve;
    this.secret = toInteger(Buffer.from(privateKey.export({ format: 'jwk' }).d!, 'base64url'));
  }

  sign({ kind }: SignScheme, digest: Buffer): Buffer {
    if (kind !== 'ecdsa') throw new ProtocolError('invalid_request', 'algorithm does not suit the key');
    const { order, Signature } = this.curve;
    for (;;) {
      const oneTime = createECDH(this.curveName);
      const point = oneTime.generateKeys();
      const nonce = toInteger(oneTime.getPrivateKey());
      const r = toInteger(point.subarray(1, (point.length + 1) / 2)) % order;
      // The time an inverse takes tells of its input: blinded, it tells nothing of the nonce.
      const blind = 1n + (toInteger(randomBytes(BLIND_BYTES)) % (order - 1n));
      const blindedInverse = invert((nonce * blind) % order, order);
      const s =
        (((this.leftmost(digest) * blind + ((r * blind) % order) * this.secret) % order) * blindedInverse) % order;
      if (r !== 0n && s !== 0n) return Buffer.from(new Signature(r, s).toBytes('der'));
    }
  }

  /** As many bits as the order has; a shorter digest is taken whole. */
  private leftmost(digest: Buffer): bigint {
    const excess = digest.length * 8 - this.curve.bits;
    return excess > 0 ? toInteger(digest) >> BigInt(excess) : toInteger(digest);
  }
}

const toInteger = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString('hex')}`);

/** Extended Euclid; `value` is not a multiple of `modulus`, a prime. */
function invert(value: bigint, modulus: bigint): bigint {
  let [rest, divisor, factor, next] = [modulus, value, 0n, 1n];
  while (divisor > 1n) {
    const quotient = rest / divisor;
    [rest, divisor] = [divisor, rest % divisor];
    [factor, next] = [next, factor - quotient * next];
  }
  return next < 0n ? next + modulus : next;
}
