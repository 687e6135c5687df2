import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  eventually,
  type LabEntry,
  requirePackage,
  SessionLab,
  SSHD,
  SshdPeer,
  SshServerPeer,
  TerminalClient,
} from '#libs/testing';

const isRoot = process.getuid?.() === 0;

/** The same key under a passphrase, as ssh-keygen writes it. */
const withPassphrase = (privateKey: string, passphrase: string): string => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'key-'));
  const file = path.join(folder, 'key');
  writeFileSync(file, privateKey, { mode: 0o600 });
  execFileSync('ssh-keygen', ['-q', '-p', '-a', '4', '-P', '', '-N', passphrase, '-f', file]);
  const text = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  return text;
};

const useLab = () => {
  const lab = new SessionLab();
  const clients: TerminalClient[] = [];
  beforeAll(() => lab.open());
  afterEach(() => {
    clients.splice(0).forEach((client) => client.drop());
    lab.registry.closeWhere(() => true, 'session.revoked');
    lab.pins.clear();
  });
  afterAll(() => lab.close());
  /** Answers prompts in order; null declines. */
  const connect = async (entry: LabEntry, answers: (string[] | null)[] = [], query = 'cols=80&rows=24') => {
    lab.entries.set('box', entry);
    const client = await TerminalClient.open(lab.path('box', query));
    clients.push(client);
    for (const [at, answer] of answers.entries()) {
      const { id } = await client.until(() => client.frames.filter((frame) => frame.type === 'prompt')[at]);
      client.send({ type: 'answer', id, answers: answer });
    }
    return client;
  };
  return { lab, connect };
};

const prompts = (client: TerminalClient) => client.frames.filter((frame) => frame.type === 'prompt');

describe.skipIf(!requirePackage('openssh-server', SSHD))('ssh to OpenSSH', () => {
  const { lab, connect } = useLab();
  const sshd = new SshdPeer(['AcceptEnv LANG']);
  beforeAll(() => sshd.open());
  afterAll(() => sshd.close());
  const key = (config = {}): LabEntry => ({
    port: sshd.port,
    config: { username: sshd.username, auth_method: 'key', ...config },
    secrets: { private_key: sshd.privateKey },
  });
  const works = async (client: TerminalClient): Promise<void> => {
    await client.frame('session');
    client.type('echo wor""ks\n');
    await client.outputs('works');
  };

  it.runIf(isRoot)('signs in with a stored password', async () => {
    const config = { username: sshd.username };
    await works(await connect({ port: sshd.port, config, secrets: { password: sshd.password! } }));
  });

  it.runIf(isRoot)('asks for a password that is not stored', async () => {
    const config = { username: sshd.username };
    const client = await connect({ port: sshd.port, config }, [['wrong'], [sshd.password!]]);
    await works(client);
    expect(prompts(client)).toMatchObject([
      { kind: 'password', fields: [{ echo: false }] },
      { kind: 'password', instructions: 'That was not the password.' },
    ]);
  });

  it.runIf(isRoot)('says that a stored password is wrong', async () => {
    const config = { username: sshd.username };
    const client = await connect({ port: sshd.port, config, secrets: { password: 'wrong' } });
    expect(await client.gone()).toEqual({ code: 4496, reason: 'target.auth_failed' });
    expect(client.frames.at(-1)).toMatchObject({ type: 'error', code: 'target.auth_failed' });
  });

  it('asks for the passphrase of a key, and again when it was wrong', async () => {
    const secrets = { private_key: withPassphrase(sshd.privateKey, 'open sesame') };
    const client = await connect({ ...key(), secrets }, [['sesame'], ['open sesame']]);
    await works(client);
    expect(prompts(client).map(({ kind }) => kind)).toEqual(['passphrase', 'passphrase']);
    await works(await connect({ ...key(), secrets: { ...secrets, passphrase: 'open sesame' } }));
  });

  it('signs in with a key that the portal keeps', async () => {
    const entry = { ...key({ auth_method: 'portal_key', ssh_key_id: 7 }), secrets: {} };
    await works(await connect({ ...entry, keys: { 7: { privateKey: sshd.privateKey, publicKey: '' } } }));
    const gone = await connect(entry);
    expect((await gone.gone()).reason).toBe('ssh_key.not_found');
  });

  it('asks who to sign in as when nobody said', async () => {
    await works(await connect(key({ username: undefined }), [[sshd.username]]));
  });

  it.each([
    ['garbage', 'target.auth_failed'],
    ['-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n', 'target.auth_failed'],
  ])('refuses a private key it cannot read: %j', async (private_key, reason) => {
    expect((await (await connect({ ...key(), secrets: { private_key } })).gone()).reason).toBe(reason);
  });

  it('refuses a key whose passphrase would keep the server busy', async () => {
    const blob = Buffer.from(withPassphrase(sshd.privateKey, 'x').split('\n').slice(1, -2).join(''), 'base64');
    const at = blob.indexOf('bcrypt') + 'bcrypt'.length + 4 + 4 + 16;
    blob.writeUInt32BE(1_000_000, at);
    const text = `-----BEGIN OPENSSH PRIVATE KEY-----\n${blob.toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`;
    const client = await connect({ ...key(), secrets: { private_key: text, passphrase: 'x' } });
    expect(await client.frame('error')).toMatchObject({ message: expect.stringContaining('1000000 rounds') });
  });

  it('pins the first key by itself, and stops at another one with both fingerprints', async () => {
    await works(await connect(key()));
    const [pin] = lab.pins.values();
    expect(pin).toEqual({ algorithm: 'ssh-ed25519', fingerprint: sshd.fingerprint });

    const old = sshd.fingerprint;
    await sshd.restart(['ed25519'], { fresh: true });
    const client = await connect(key());
    expect(await client.gone()).toEqual({ code: 4409, reason: 'hostkey.changed' });
    const { details } = client.frames.at(-1) as { details: object };
    expect(details).toMatchObject({ port: sshd.port, pinned: old, fingerprint: expect.stringMatching(/^SHA256:/) });
    expect([...lab.pins.values()]).toEqual([pin]);
  });

  it('does not take a server that gained a key type for another one', async () => {
    await sshd.restart(['rsa']);
    await works(await connect(key()));
    const [pin] = lab.pins.values();
    expect(pin?.algorithm).toBe('ssh-rsa');
    await sshd.restart(['ed25519', 'ecdsa', 'rsa']);
    await works(await connect(key()));
    expect([...lab.pins.values()]).toEqual([pin]);
  });

  it('asks about an unknown key, and takes yes, once and no for an answer', async () => {
    const ask = key({ host_key_check: 'ask' });
    const once = await connect(ask, [['once']]);
    await works(once);
    expect(prompts(once)).toMatchObject([{ kind: 'hostkey', hostkey: { host: '127.0.0.1', port: sshd.port } }]);
    expect(lab.pins.size).toBe(0);
    expect((await (await connect(ask, [['no']])).gone()).reason).toBe('hostkey.rejected');
    expect((await (await connect(ask, [null])).gone()).reason).toBe('hostkey.rejected');
    await works(await connect(ask, [['yes']]));
    expect(lab.pins.size).toBe(1);
    await works(await connect(ask));
  });

  it('opens nothing unknown when told to be strict', async () => {
    const client = await connect(key({ host_key_check: 'strict' }));
    expect(await client.gone()).toEqual({ code: 4409, reason: 'hostkey.unknown' });
    expect(client.frames.at(-1)).toMatchObject({ details: { fingerprint: expect.stringMatching(/^SHA256:/) } });
  });

  it('follows the size of the viewer', async () => {
    const client = await connect(key());
    await client.frame('session');
    client.send({ type: 'resize', cols: 101, rows: 51 });
    client.type('stty size\n');
    await client.outputs('51 101');
  });

  it('runs a first command instead of a shell, in the locale it was given', async () => {
    const client = await connect(
      key({ initial_command: 'tty; echo $TERM $LANG; exit 4', term: 'vt100', lang: 'C.UTF-8' }),
    );
    expect(await client.frame('exit')).toMatchObject({ code: 4 });
    expect(client.text).toMatch(/\/dev\/pts\/\d+\r\nvt100 C\.UTF-8/);
  });

  it('notices a server that no longer answers', async () => {
    const client = await connect(key({ keepalive_s: 1 }));
    await works(client);
    sshd.signalSessions('SIGSTOP');
    try {
      expect(await client.gone()).toEqual({ code: 4504, reason: 'target.timeout' });
    } finally {
      sshd.signalSessions('SIGCONT');
    }
  });

  it('says that the connection was lost when the server is killed', async () => {
    const client = await connect(key());
    await works(client);
    sshd.signalSessions('SIGKILL');
    expect(await client.gone()).toEqual({ code: 4502, reason: 'target.unreachable' });
  });

  it('ends on the far side when the viewer leaves while it opens', async () => {
    const client = await connect(key({ host_key_check: 'ask' }));
    await client.frame('prompt');
    expect(lab.registry.list()).toHaveLength(1);
    client.drop();
    await eventually('the end of the attempt', () => lab.registry.list().length === 0);
  });
});

describe('ssh to a server with questions', () => {
  const { connect } = useLab();
  const asked: string[][] = [];
  const peer = new SshServerPeer({
    authenticate: (ctx) => {
      if (ctx.method !== 'keyboard-interactive') return ctx.reject(['keyboard-interactive']);
      ctx.prompt([{ prompt: 'Password: ', echo: false }], 'Login', (password = []) => {
        asked.push(password);
        if (password[0] !== 'secret') return ctx.reject(['keyboard-interactive']);
        ctx.prompt(
          [
            { prompt: 'Code: ', echo: true },
            { prompt: 'Colour: ', echo: true },
          ],
          '2FA',
          (code = []) => {
            asked.push(code);
            if (code.join() === '123,red') ctx.accept();
            else ctx.reject(['keyboard-interactive']);
          },
        );
      });
    },
  });
  beforeAll(() => peer.open());
  afterAll(() => peer.close());
  afterEach(() => void asked.splice(0));
  const entry = (secrets: Record<string, string> = {}): LabEntry => ({
    port: peer.port,
    config: { username: 'me' },
    secrets,
  });

  it('answers the password itself and lets the person answer the rest', async () => {
    const client = await connect(entry({ password: 'secret' }), [['123', 'red']]);
    await client.frame('session');
    expect(prompts(client)).toMatchObject([
      {
        kind: 'keyboard-interactive',
        title: '2FA',
        fields: [
          { label: 'Code:', echo: true },
          { label: 'Colour:', echo: true },
        ],
      },
    ]);
  });

  it('tries again with the person when the second factor was mistyped', async () => {
    const client = await connect(entry({ password: 'secret' }), [
      ['999', 'red'],
      ['123', 'red'],
    ]);
    await client.frame('session');
    expect(asked).toEqual([['secret'], ['999', 'red'], ['secret'], ['123', 'red']]);
  });

  it('asks for everything when nothing is stored, and stops when the person does', async () => {
    const client = await connect(entry(), [['secret'], ['123', 'red']]);
    await client.frame('session');
    const given = await connect(entry(), [null]);
    expect((await given.gone()).reason).toBe('target.auth_failed');
  });

  it('does not repeat a stored password that was refused', async () => {
    const client = await connect(entry({ password: 'wrong' }));
    expect((await client.gone()).reason).toBe('target.auth_failed');
    expect(asked).toEqual([['wrong']]);
  });

  it('asks for a password three times and then gives up', async () => {
    const strict = await new SshServerPeer({
      authenticate: (ctx) => ctx.reject(['password']),
    }).open();
    const client = await connect({ port: strict.port, config: { username: 'me' } }, [['a'], ['b'], ['c']]);
    expect(await client.gone()).toEqual({ code: 4496, reason: 'target.auth_failed' });
    expect(prompts(client)).toHaveLength(3);
    await strict.close();
  });

  it('says that nothing listens', async () => {
    const silent = await connect({ port: 9, config: { username: 'me' } });
    expect((await silent.gone()).reason).toBe('target.refused');
  });
});
