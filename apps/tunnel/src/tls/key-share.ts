import { createECDH, createPublicKey, diffieHellman, generateKeyPairSync } from 'node:crypto';
import { TlsAlertError } from './tls-alert-error.js';

export interface KeyAgreement {
  /** Our public key as ServerHello carries it. */
  share: Buffer;
  secret: Buffer;
}

type Agree = (peerShare: Buffer) => KeyAgreement;

const UNCOMPRESSED_POINT = 4;
const X25519_BYTES = 32;
/** The DER of a SubjectPublicKeyInfo up to the raw key (RFC 8410 §4). */
const X25519_SPKI = Buffer.from('302a300506032b656e032100', 'hex');

const x25519: Agree = (peerShare) => {
  if (peerShare.length !== X25519_BYTES) throw new Error('wrong length');
  const pair = generateKeyPairSync('x25519');
  const publicKey = createPublicKey({ key: Buffer.concat([X25519_SPKI, peerShare]), format: 'der', type: 'spki' });
  return {
    share: pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(X25519_SPKI.length),
    secret: diffieHellman({ privateKey: pair.privateKey, publicKey }),
  };
};

const ecdh =
  (curve: string): Agree =>
  (peerShare) => {
    if (peerShare[0] !== UNCOMPRESSED_POINT) throw new Error('not an uncompressed point');
    const key = createECDH(curve);
    return { share: key.generateKeys(), secret: key.computeSecret(peerShare) };
  };

/** The groups we speak by number, best first. */
const GROUPS = new Map<number, Agree>([
  [0x001d, x25519],
  [0x0017, ecdh('prime256v1')],
  [0x0018, ecdh('secp384r1')],
]);

export const chooseGroup = (isOffered: (group: number) => boolean): number | undefined =>
  [...GROUPS.keys()].find(isOffered);

/** @throws TlsAlertError illegal_parameter — the share is not a key of the group */
export const agreeOnKey = (group: number, peerShare: Buffer): KeyAgreement => {
  try {
    return GROUPS.get(group)!(peerShare);
  } catch (cause) {
    throw new TlsAlertError('illegal_parameter', 'The key share is not a key of its group', { cause });
  }
};
