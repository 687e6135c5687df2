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
const X25519 = { kty: 'OKP', crv: 'X25519' };

const x25519: Agree = (peerShare) => {
  if (peerShare.length !== X25519_BYTES) throw new Error('wrong length');
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  // Through JWK rather than DER: OpenSSL's readers and writers of DER take longer than the agreement itself.
  const peerKey = createPublicKey({ key: { ...X25519, x: peerShare.toString('base64url') }, format: 'jwk' });
  return {
    share: Buffer.from(publicKey.export({ format: 'jwk' }).x!, 'base64url'),
    secret: diffieHellman({ privateKey, publicKey: peerKey }),
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
