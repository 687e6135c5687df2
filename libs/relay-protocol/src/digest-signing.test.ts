import { constants, createHash, generateKeyPairSync, type KeyObject, verify } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { DigestSigner } from './digest-signing.js';
import { SIGN_ALGORITHMS, type SignAlgorithm } from './sign-algorithms.js';

const ALGORITHMS = Object.keys(SIGN_ALGORITHMS) as SignAlgorithm[];
const message = Buffer.from('server certificate verify');
const invalid = expect.objectContaining({ name: 'ProtocolError', code: 'invalid_request' });

const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve });
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });

/** Signs the digest and has OpenSSL check it against the message. */
function holds(
  { publicKey, privateKey }: { publicKey: KeyObject; privateKey: KeyObject },
  algorithm: SignAlgorithm,
): boolean {
  const { kind, hash, digestBytes } = SIGN_ALGORITHMS[algorithm];
  const signature = new DigestSigner(privateKey).sign(algorithm, createHash(hash).update(message).digest());
  const padding = kind === 'pss' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const key = kind === 'ecdsa' ? publicKey : { key: publicKey, padding, saltLength: digestBytes };
  return verify(hash, message, key, signature);
}

describe('a digest signature', () => {
  const ecdsa = ALGORITHMS.filter((name) => SIGN_ALGORITHMS[name].kind === 'ecdsa');

  it.each(['P-256', 'P-384', 'P-521'])('is what OpenSSL accepts for the message: ECDSA on %s', (curve) => {
    const keys = ec(curve);
    for (const algorithm of ecdsa) {
      for (let round = 0; round < 8; round++) expect(holds(keys, algorithm), algorithm).toBe(true);
    }
  });

  it.each([2048, 2049, 2052])('is what OpenSSL accepts for the message: RSA of %i bits', (bits) => {
    const keys = rsa(bits);
    for (const algorithm of ALGORITHMS.filter((name) => !ecdsa.includes(name))) {
      expect(holds(keys, algorithm), algorithm).toBe(true);
    }
  });

  it('never repeats an ECDSA nonce', () => {
    const signer = new DigestSigner(ec('P-256').privateKey);
    const digest = createHash('sha256').update(message).digest();
    const signatures = new Set(Array.from({ length: 64 }, () => signer.sign('ECDSA_SHA256', digest).toString('hex')));
    expect(signatures.size).toBe(64);
  });

  it('is refused for a digest of another length, another kind of key, or a key too short', () => {
    const digest = Buffer.alloc(32);
    const signer = new DigestSigner(ec('P-256').privateKey);
    expect(() => signer.sign('ECDSA_SHA256', digest.subarray(1))).toThrow(invalid);
    expect(() => signer.sign('RSA_PSS_SHA256', digest)).toThrow(invalid);
    expect(() => new DigestSigner(rsa(2048).privateKey).sign('ECDSA_SHA256', digest)).toThrow(invalid);
    expect(() => new DigestSigner(rsa(1024).privateKey).sign('RSA_PSS_SHA512', Buffer.alloc(64))).toThrow(invalid);
  });

  it('is not to be had from other keys', () => {
    const unavailable = expect.objectContaining({ code: 'feature_unavailable' });
    expect(() => new DigestSigner(generateKeyPairSync('ed25519').privateKey)).toThrow(unavailable);
    expect(() => new DigestSigner(ec('secp256k1').privateKey)).toThrow(unavailable);
  });
});
