import { createPublicKey, verify } from 'node:crypto';
import { p256 } from '@noble/curves/nist.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { blake2b } from '@noble/hashes/blake2.js';

/** Scope TransactionData, version 0, application Sui. */
const TRANSACTION_INTENT = Buffer.from([0, 0, 0]);
/** SubjectPublicKeyInfo of an Ed25519 key without the key (RFC 8410 §4). */
const ED25519_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_BYTES = 64;

interface SignatureScheme {
  keyBytes: number;
  verify: (signature: Uint8Array, digest: Uint8Array, key: Uint8Array) => boolean;
}

/** By the flag a signature begins with. */
const SCHEMES: Record<number, SignatureScheme> = {
  0: {
    keyBytes: 32,
    verify: (signature, digest, key) => {
      const der = Buffer.concat([ED25519_PREFIX, key]);
      return verify(null, digest, createPublicKey({ key: der, format: 'der', type: 'spki' }), signature);
    },
  },
  1: { keyBytes: 33, verify: (signature, digest, key) => secp256k1.verify(signature, digest, key) },
  2: { keyBytes: 33, verify: (signature, digest, key) => p256.verify(signature, digest, key) },
};
const UNSUPPORTED: Record<number, string> = { 3: 'Multisig', 5: 'zkLogin', 6: 'Passkey' };

export type SignatureVerdict = { isValid: true; signer: string } | { isValid: false; message: string };

const invalid = (message: string): SignatureVerdict => ({ isValid: false, message });

/** Whether a serialized signature (flag, signature, public key) is over these bytes of a transaction, and whose it is. */
export const verifySuiSignature = (serialized: Uint8Array, transaction: Uint8Array): SignatureVerdict => {
  const flag = serialized[0];
  if (flag === undefined) return invalid('The signature is empty.');
  const scheme = SCHEMES[flag];
  if (!scheme) return invalid(`${UNSUPPORTED[flag] ?? 'Unknown'} signatures (flag ${flag}) are not supported.`);
  if (serialized.length !== 1 + SIGNATURE_BYTES + scheme.keyBytes) return invalid('The signature has a wrong length.');
  const signature = serialized.subarray(1, 1 + SIGNATURE_BYTES);
  const key = serialized.subarray(1 + SIGNATURE_BYTES);
  if (!isTrue(() => scheme.verify(signature, signedDigestOf(transaction), key)))
    return invalid('The signature is not one over this transaction.');
  return { isValid: true, signer: suiAddressOf(flag, key) };
};

/** What wallets sign. */
export const signedDigestOf = (transaction: Uint8Array): Uint8Array =>
  blake2b(Buffer.concat([TRANSACTION_INTENT, transaction]), { dkLen: 32 });

export const suiAddressOf = (flag: number, publicKey: Uint8Array): string =>
  `0x${Buffer.from(blake2b(Buffer.concat([Buffer.from([flag]), publicKey]), { dkLen: 32 })).toString('hex')}`;

/** A point off the curve throws. */
const isTrue = (check: () => boolean): boolean => {
  try {
    return check();
  } catch {
    return false;
  }
};
