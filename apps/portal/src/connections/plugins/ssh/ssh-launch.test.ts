import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { generateSshKeyPair } from '#libs/crypto';
import { launchSsh, publicKeyOf } from './ssh-launch.js';

const text = (value: Buffer | string): Buffer => {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
};

/** An encrypted `openssh-key-v1` file around a public key; what is encrypted in it never matters. */
const encrypted = (publicKey: string): string => {
  const parts = ['aes256-ctr', 'bcrypt', Buffer.concat([text('salt'), Buffer.from([0, 0, 0, 16])])].map(text);
  const count = Buffer.from([0, 0, 0, 1]);
  const blob = Buffer.from(publicKey.split(' ')[1]!, 'base64');
  const file = Buffer.concat([Buffer.from('openssh-key-v1\0'), ...parts, count, text(blob), text('sealed')]);
  return opensshPem(file.toString('base64'));
};

const opensshPem = (base64: string): string =>
  ['BEGIN', 'END'].map((edge) => `-----${edge} OPENSSH PRIVATE KEY-----`).join(`\n${base64}\n`);

const bare = (publicKey: string): string => publicKey.split(' ').slice(0, 2).join(' ');

describe('public key of an ssh entry', () => {
  it.each(['ed25519', 'rsa'] as const)('reads it from an OpenSSH %s key', async (keyType) => {
    const { privateKey, publicKey } = await generateSshKeyPair(keyType, 'comment');
    expect(publicKeyOf(privateKey, undefined)).toBe(bare(publicKey));
  });

  it('needs no passphrase for an OpenSSH key', async () => {
    const { publicKey } = await generateSshKeyPair('ed25519');
    expect(publicKeyOf(encrypted(publicKey), undefined)).toBe(publicKey);
  });

  it('reads PEM keys', () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    expect(publicKeyOf(privateKey.export({ type: 'pkcs1', format: 'pem' }) as string, undefined)).toMatch(
      /^ssh-rsa AAAA/,
    );
  });

  it.each(['', 'nonsense', opensshPem('AAAA'), opensshPem(Buffer.from('openssh-key-v1\0\0').toString('base64'))])(
    'has none for %j',
    (text) => {
      expect(publicKeyOf(text, undefined)).toBeUndefined();
    },
  );

  it('shows the portal key of an entry that signs in with one', async () => {
    const stored = { privateKey: 'p', publicKey: 'ssh-ed25519 AAAA me' };
    const entry = {
      config: { auth_method: 'portal_key', ssh_key_id: 7 } as const,
      secret: async () => undefined,
      storedKey: async (id: number) => (id === 7 ? stored : undefined),
    };
    expect(await launchSsh(entry)).toEqual({ ssh_public_key: stored.publicKey });
    expect(await launchSsh({ ...entry, config: { auth_method: 'portal_key', ssh_key_id: 8 } })).toEqual({});
    expect(await launchSsh({ ...entry, config: {} })).toEqual({});
  });
});
