import { createDecipheriv } from 'node:crypto';
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import { DomainError } from '#libs/contracts';
import { readStrings } from './ssh-strings.js';

const MAGIC = Buffer.from('openssh-key-v1\0');

/** Key bytes of the ciphers that have no authentication tag; ssh-keygen writes aes256-ctr. */
const KEY_BYTES: Record<string, number> = {
  'aes128-ctr': 16,
  'aes192-ctr': 24,
  'aes256-ctr': 32,
  'aes128-cbc': 16,
  'aes192-cbc': 24,
  'aes256-cbc': 32,
};
const IV_BYTES = 16;

/** Each round of bcrypt costs about 10 ms of a core; ssh-keygen writes 16 or 24. */
const MAX_ROUNDS = 64;

/**
 * The same `openssh-key-v1` file without its passphrase (OpenSSH's PROTOCOL.key); undefined when the passphrase is not
 * the right one. Files that no bcrypt protects, or that a cipher of their own kind does, come back as they are.
 * @throws DomainError target.auth_failed
 */
export const withoutPassphrase = async (text: string, passphrase: string): Promise<string | undefined> => {
  const [, base64 = ''] = /-----BEGIN OPENSSH PRIVATE KEY-----([\s\S]*?)-----END/.exec(text) ?? [];
  const file = Buffer.from(base64, 'base64');
  const head = readStrings(file.subarray(MAGIC.length), 3);
  const [cipher, kdf, options] = head;
  if (!options || kdf?.toString('latin1') !== 'bcrypt') return text;
  const [salt] = readStrings(options, 1);
  const rounds = options.length >= 4 ? options.readUInt32BE(options.length - 4) : 0;
  if (rounds > MAX_ROUNDS)
    throw new DomainError('target.auth_failed', {
      text: `The private key uses ${rounds} rounds of bcrypt; at most ${MAX_ROUNDS} are accepted.`,
    });
  const keyBytes = KEY_BYTES[cipher!.toString('latin1')];
  const afterHead = MAGIC.length + head.reduce((sum, { length }) => sum + 4 + length, 0) + 4;
  const [publicKey, sealed] = readStrings(file.subarray(afterHead), 2);
  if (!keyBytes || !salt || !publicKey || !sealed || sealed.length < 16 || sealed.length % 16 !== 0) return text;

  const secret = await derive(passphrase, salt, rounds, keyBytes + IV_BYTES);
  const decipher = createDecipheriv(
    cipher!.toString('latin1').replace('aes', 'aes-'),
    secret.subarray(0, keyBytes),
    secret.subarray(keyBytes),
  );
  const open = Buffer.concat([decipher.setAutoPadding(false).update(sealed), decipher.final()]);
  if (open.readUInt32BE(0) !== open.readUInt32BE(4)) return undefined;

  const count = Buffer.from([0, 0, 0, 1]);
  const plain = Buffer.concat([
    MAGIC,
    ...['none', 'none', ''].map(stringOf),
    count,
    stringOf(publicKey),
    stringOf(open),
  ]);
  return `-----BEGIN OPENSSH PRIVATE KEY-----\n${plain.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
};

const stringOf = (value: string | Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(value.length);
  return Buffer.concat([length, Buffer.from(value)]);
};

/** One at a time: a busy core is enough. */
let last: Promise<unknown> = Promise.resolve();

/** bcrypt_pbkdf in a thread of its own: it takes hundreds of milliseconds that would stop every other terminal. */
const derive = (passphrase: string, salt: Buffer, rounds: number, bytes: number): Promise<Buffer> => {
  const derived = last.then(() => deriveNow(passphrase, salt, rounds, bytes));
  last = derived.catch(() => undefined);
  return derived;
};

const deriveNow = (passphrase: string, salt: Buffer, rounds: number, bytes: number): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const workerData = { module: BCRYPT, passphrase: Buffer.from(passphrase), salt, rounds, bytes };
    const worker = new Worker(DERIVE, { eval: true, workerData, env: {} });
    worker.once('message', (secret: Uint8Array) => resolve(Buffer.from(secret)));
    worker.once('error', (cause) =>
      reject(new DomainError('target.auth_failed', { text: 'The private key cannot be read.', cause })),
    );
  });

/** The one ssh2 brings along. */
const BCRYPT = createRequire(createRequire(import.meta.url).resolve('ssh2')).resolve('bcrypt-pbkdf');

const DERIVE = `
  const { parentPort, workerData } = require('node:worker_threads');
  const { module, passphrase, salt, rounds, bytes } = workerData;
  const secret = new Uint8Array(bytes);
  const failed = require(module).pbkdf(passphrase, passphrase.length, salt, salt.length, secret, bytes, rounds);
  if (failed) throw new Error('bcrypt_pbkdf refused its parameters');
  parentPort.postMessage(secret);
`;
