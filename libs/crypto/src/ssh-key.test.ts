import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, describe, expect, it } from 'vitest';
import { generateSshKeyPair } from './index.js';

const hasSshKeygen = spawnSync('ssh-keygen', ['-?']).error === undefined;
if (!hasSshKeygen) console.warn('SKIPPED: ssh keys against ssh-keygen — install the Debian package openssh-client');

describe('ssh key pairs', () => {
  it('of ed25519 parse, all 2,000 of them: a leading zero byte of the public key must stay', async () => {
    let leadingZeros = 0;
    for (let i = 0; i < 2000; i++) {
      const pair = await generateSshKeyPair('ed25519', 'c'.repeat(i % 19));
      const parsed = ssh2.utils.parseKey(pair.privateKey);
      if (parsed instanceof Error) throw parsed;
      const blob = Buffer.from(pair.publicKey.split(' ')[1]!, 'base64');
      expect(blob).toHaveLength(51);
      if (blob[19] === 0) leadingZeros++;
      expect(parsed.getPublicSSH().equals(blob)).toBe(true);
    }
    expect(leadingZeros).toBeGreaterThan(0);
  });

  it('sign so that their public half verifies', async () => {
    for (const type of ['ed25519', 'rsa'] as const) {
      const pair = await generateSshKeyPair(type, 'laptop');
      const [secret, open] = [ssh2.utils.parseKey(pair.privateKey), ssh2.utils.parseKey(pair.publicKey)];
      if (secret instanceof Error || open instanceof Error) throw new Error('unparsable');
      expect(open.verify('message', secret.sign('message'))).toBe(true);
      expect(secret.comment).toBe('laptop');
    }
  });

  it('keep a comment on its line', async () => {
    const { publicKey } = await generateSshKeyPair('ed25519', ' my\nssh-rsa AAAA\u2028key\0 ');
    expect(publicKey).toMatch(/^ssh-ed25519 \S+ my ssh-rsa AAAA key$/);
    expect((await generateSshKeyPair('ed25519')).publicKey.split(' ')).toHaveLength(2);
  });

  describe.skipIf(!hasSshKeygen)('read by OpenSSH', () => {
    const folder = mkdtempSync(join(tmpdir(), 'ssh-key-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it.each([...Array.from({ length: 20 }, () => 'ed25519' as const), 'rsa' as const, 'rsa' as const])(
      'show the same %s public key and fingerprint',
      async (type) => {
        const pair = await generateSshKeyPair(type, 'a b');
        const file = join(folder, pair.fingerprint.replace(/\W/g, ''));
        writeFileSync(file, pair.privateKey, { mode: 0o600 });
        const run = (...args: string[]): string => execFileSync('ssh-keygen', args, { encoding: 'utf8' }).trim();
        expect(run('-y', '-P', '', '-f', file)).toBe(pair.publicKey);
        writeFileSync(`${file}.pub`, `${pair.publicKey}\n`);
        expect(run('-l', '-f', `${file}.pub`)).toBe(
          `${type === 'rsa' ? 3072 : 256} ${pair.fingerprint} a b (${type.toUpperCase()})`,
        );
      },
    );
  });
});
