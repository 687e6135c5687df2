import { generateKeyPair, randomBytes, type JsonWebKey, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { sha256 } from './tokens.js';

export type SshKeyAlgorithm = 'ed25519' | 'rsa';

export interface SshKeyPair {
  /** `ssh-ed25519 AAAA… comment`, as in `authorized_keys` */
  publicKey: string;
  /** `openssh-key-v1` without a passphrase: seal it before storing */
  privateKey: string;
  /** `SHA256:…` as OpenSSH prints it */
  fingerprint: string;
  keyType: SshKeyAlgorithm;
}

const RSA_BITS = 3072;
const MAX_COMMENT_CHARS = 255;
const CIPHER_BLOCK_BYTES = 8;
const generate = promisify(generateKeyPair);

/** Control characters of the comment become spaces: a line feed would start a second line in `authorized_keys`. */
export async function generateSshKeyPair(keyType: SshKeyAlgorithm, comment = ''): Promise<SshKeyPair> {
  const { privateKey } =
    keyType === 'rsa' ? await generate('rsa', { modulusLength: RSA_BITS }) : await generate('ed25519');
  const { name, publicFields, privateFields } = keyType === 'rsa' ? rsaFields(privateKey) : ed25519Fields(privateKey);
  const label = comment
    .slice(0, MAX_COMMENT_CHARS)
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  const blob = Buffer.concat([text(name), ...publicFields]);
  return {
    publicKey: [name, blob.toString('base64'), label].filter(Boolean).join(' '),
    privateKey: opensshKey(blob, Buffer.concat([text(name), ...privateFields]), label),
    fingerprint: fingerprintOf(blob),
    keyType,
  };
}

/** `SHA256:…` of a public key or host key blob (RFC 4253 §6.6), as OpenSSH prints it. */
export const fingerprintOf = (publicBlob: Buffer): string =>
  `SHA256:${sha256(publicBlob).toString('base64').replace(/=+$/, '')}`;

interface KeyFields {
  name: string;
  publicFields: Buffer[];
  privateFields: Buffer[];
}

function ed25519Fields(key: KeyObject): KeyFields {
  const { x, d } = key.export({ format: 'jwk' }) as Required<Pick<JsonWebKey, 'x' | 'd'>>;
  const point = Buffer.from(x, 'base64url');
  const secret = Buffer.concat([Buffer.from(d, 'base64url'), point]);
  return { name: 'ssh-ed25519', publicFields: [string(point)], privateFields: [string(point), string(secret)] };
}

function rsaFields(key: KeyObject): KeyFields {
  const jwk = key.export({ format: 'jwk' }) as Required<JsonWebKey>;
  const pick = (...names: ('n' | 'e' | 'd' | 'qi' | 'p' | 'q')[]): Buffer[] =>
    names.map((name) => mpint(Buffer.from(jwk[name], 'base64url')));
  return { name: 'ssh-rsa', publicFields: pick('e', 'n'), privateFields: pick('n', 'e', 'd', 'qi', 'p', 'q') };
}

/** OpenSSH's PROTOCOL.key: `openssh-key-v1`, cipher and kdf `none`, one key, the check integer twice, padding 1, 2, 3 … */
function opensshKey(publicBlob: Buffer, privateBlob: Buffer, comment: string): string {
  const check = randomBytes(4);
  const secret = Buffer.concat([check, check, privateBlob, text(comment)]);
  const padding = Buffer.from(
    Array.from(
      { length: (CIPHER_BLOCK_BYTES - (secret.length % CIPHER_BLOCK_BYTES)) % CIPHER_BLOCK_BYTES },
      (_, i) => i + 1,
    ),
  );
  const file = Buffer.concat([
    Buffer.from('openssh-key-v1\0'),
    text('none'),
    text('none'),
    text(''),
    uint32(1),
    string(publicBlob),
    string(Buffer.concat([secret, padding])),
  ]);
  const lines = file.toString('base64').match(/.{1,70}/g)!;
  return ['-----BEGIN OPENSSH PRIVATE KEY-----', ...lines, '-----END OPENSSH PRIVATE KEY-----', ''].join('\n');
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** RFC 4251 §5 `string`. */
const string = (bytes: Buffer): Buffer => Buffer.concat([uint32(bytes.length), bytes]);
const text = (value: string): Buffer => string(Buffer.from(value));

/** RFC 4251 §5 `mpint` of a positive number: no leading zeros, but one where the top bit would make it negative. */
function mpint(bytes: Buffer): Buffer {
  const significant = bytes.subarray(bytes.findIndex((byte) => byte !== 0));
  return string(significant[0]! & 0x80 ? Buffer.concat([Buffer.alloc(1), significant]) : significant);
}
