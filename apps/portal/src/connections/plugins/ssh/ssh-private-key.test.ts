import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { requirePackage } from '#libs/testing';
import { openPrivateKey } from './ssh-private-key.js';

const nobody = (): Promise<null> => Promise.resolve(null);

/** As ssh-keygen writes them, the public half beside it. */
const generate = (...flags: string[]): { text: string; publicKey: string } => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'key-'));
  const file = path.join(folder, 'key');
  execFileSync('ssh-keygen', ['-q', '-N', 'open sesame', '-f', file, ...flags]);
  const key = { text: readFileSync(file, 'utf8'), publicKey: readFileSync(`${file}.pub`, 'utf8').split(' ')[1]! };
  rmSync(folder, { recursive: true });
  return key;
};

describe.skipIf(!requirePackage('openssh-client', '/usr/bin/ssh-keygen'))('a private key with a passphrase', () => {
  it.each([
    [['-t', 'ed25519', '-a', '4']],
    [['-t', 'rsa', '-b', '2048', '-a', '4']],
    [['-t', 'ecdsa']],
    [['-t', 'ed25519', '-Z', 'aes256-cbc', '-a', '4']],
    [['-t', 'ed25519', '-Z', 'aes128-ctr', '-a', '4']],
    [['-t', 'ed25519', '-Z', 'aes256-gcm@openssh.com', '-a', '4']],
    [['-t', 'rsa', '-b', '2048', '-m', 'PEM']],
  ])('opens what ssh-keygen %s writes, and only with the passphrase', async (flags) => {
    const { text, publicKey } = generate(...flags);
    const key = await openPrivateKey(text, 'open sesame', nobody);
    expect(key.getPublicSSH().toString('base64')).toBe(publicKey);
    await expect(openPrivateKey(text, 'sesame', nobody)).rejects.toMatchObject({ code: 'target.auth_failed' });
    await expect(openPrivateKey(text, undefined, nobody)).rejects.toMatchObject({ code: 'target.auth_failed' });
  });

  it('leaves the event loop free while it works', async () => {
    const { text } = generate('-t', 'ed25519', '-a', '20');
    let longest = 0;
    let last = performance.now();
    const watch = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const started = performance.now();
    await openPrivateKey(text, 'open sesame', nobody);
    clearInterval(watch);
    expect(longest).toBeLessThan((performance.now() - started) / 2);
  });

  it('opens or refuses a file that is cut or altered anywhere', async () => {
    const { text } = generate('-t', 'ed25519', '-a', '1');
    const lines = text.trim().split('\n');
    const blob = Buffer.from(lines.slice(1, -1).join(''), 'base64');
    const wrap = (bytes: Buffer): string => [lines[0], bytes.toString('base64'), lines.at(-1)].join('\n');
    for (let at = 0; at < 110; at += 3) {
      const altered = Buffer.from(blob);
      altered[at]! ^= 0xff;
      for (const bytes of [blob.subarray(0, at), altered]) {
        const outcome = await openPrivateKey(wrap(bytes), 'open sesame', nobody).catch((error: unknown) => error);
        // The public half is not sealed: a change there opens all the same.
        expect(outcome instanceof Error ? outcome : 'opened').toSatisfy(
          (result) => result === 'opened' || (result as { code?: string }).code === 'target.auth_failed',
        );
      }
    }
  });
});
