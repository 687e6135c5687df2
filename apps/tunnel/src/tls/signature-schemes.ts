import { X509Certificate, type KeyObject } from 'node:crypto';
import type { SignAlgorithm } from '#libs/relay-protocol';

/** RFC 8446 §4.2.3 */
export interface SignatureScheme {
  id: number;
  algorithm: SignAlgorithm;
  hash: 'sha256' | 'sha384' | 'sha512';
}

const ECDSA: Record<string, SignatureScheme> = {
  prime256v1: { id: 0x0403, algorithm: 'ECDSA_SHA256', hash: 'sha256' },
  secp384r1: { id: 0x0503, algorithm: 'ECDSA_SHA384', hash: 'sha384' },
  secp521r1: { id: 0x0603, algorithm: 'ECDSA_SHA512', hash: 'sha512' },
};

const RSA: SignatureScheme[] = [
  { id: 0x0804, algorithm: 'RSA_PSS_SHA256', hash: 'sha256' },
  { id: 0x0805, algorithm: 'RSA_PSS_SHA384', hash: 'sha384' },
  { id: 0x0806, algorithm: 'RSA_PSS_SHA512', hash: 'sha512' },
];

/**
 * What a certificate's key can sign with in TLS 1.3, the cheapest first.
 * @throws Error — an unreadable certificate, or a key that is neither RSA nor ECDSA on a NIST curve
 */
export const signatureSchemesOf = (leaf: Buffer): SignatureScheme[] => {
  const schemes = KNOWN.get(leaf) ?? readSchemes(leaf);
  KNOWN.set(leaf, schemes);
  return schemes;
};

/** Reading a certificate takes a tenth of a handshake, and all callers are shown the same one. */
const KNOWN = new WeakMap<Buffer, SignatureScheme[]>();

const readSchemes = (leaf: Buffer): SignatureScheme[] => {
  const { publicKey } = new X509Certificate(leaf);
  const schemes = schemesOfKey(publicKey);
  if (schemes.length === 0)
    throw new Error(`A certificate with this key cannot be served: ${publicKey.asymmetricKeyType}`);
  return schemes;
};

const schemesOfKey = (key: KeyObject): SignatureScheme[] => {
  if (key.asymmetricKeyType === 'rsa') return RSA;
  const scheme = ECDSA[key.asymmetricKeyDetails?.namedCurve ?? ''];
  return scheme ? [scheme] : [];
};
