import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

const USER_PRESENT = 0x01;
const USER_VERIFIED = 0x04;
const HAS_CREDENTIAL = 0x40;
const UNKNOWN_MODEL = Buffer.alloc(16);

interface Ceremony {
  /** The page's origin, which the browser writes down. */
  origin: string;
  /** Answers without asking the person for PIN or finger. */
  unverified?: boolean;
}

/** A passkey in software: one ES256 credential, answering as a browser would hand it on (WebAuthn Level 3). */
export class AuthenticatorPeer {
  readonly id = randomBytes(32);
  counter = 0;
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' });

  create(options: { challenge: string; rp: { id?: string } }, ceremony: Ceremony): Record<string, unknown> {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const credential = Buffer.concat([UNKNOWN_MODEL, length, this.id, coseKey(this.keys.publicKey)]);
    const authData = this.authData(options.rp.id!, ceremony, HAS_CREDENTIAL, credential);
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', new Uint8Array(authData)],
    ]);
    return this.answer({
      clientDataJSON: clientData('webauthn.create', options.challenge, ceremony).toString('base64url'),
      attestationObject: Buffer.from(isoCBOR.encode(attestation as never)).toString('base64url'),
      transports: ['internal'],
    });
  }

  get(options: { challenge: string; rpId: string }, ceremony: Ceremony): Record<string, unknown> {
    this.counter += 1;
    const authenticatorData = this.authData(options.rpId, ceremony, 0, Buffer.alloc(0));
    const client = clientData('webauthn.get', options.challenge, ceremony);
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(client).digest()]);
    return this.answer({
      clientDataJSON: client.toString('base64url'),
      authenticatorData: authenticatorData.toString('base64url'),
      signature: createSign('sha256').update(signed).sign(this.keys.privateKey).toString('base64url'),
    });
  }

  private answer(response: object): Record<string, unknown> {
    const id = this.id.toString('base64url');
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response };
  }

  private authData(rpId: string, { unverified = false }: Ceremony, flags: number, rest: Buffer): Buffer {
    const head = Buffer.alloc(5);
    head.writeUInt8(USER_PRESENT | (unverified ? 0 : USER_VERIFIED) | flags);
    head.writeUInt32BE(this.counter, 1);
    return Buffer.concat([createHash('sha256').update(rpId).digest(), head, rest]);
  }
}

const clientData = (type: string, challenge: string, { origin }: Ceremony): Buffer =>
  Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }));

/** RFC 9053 §7.1: key type EC2, algorithm ES256, curve P-256, x, y. */
const coseKey = (key: KeyObject): Buffer => {
  const { x, y } = key.export({ format: 'jwk' }) as { x: string; y: string };
  const coordinate = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  const map = new Map<number, number | Uint8Array>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, coordinate(x)],
    [-3, coordinate(y)],
  ]);
  return Buffer.from(isoCBOR.encode(map as never));
};
