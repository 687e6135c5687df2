import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, SessionLab, TerminalClient } from '#libs/testing';
import { parsePasswd } from './system-account.js';

const isRoot = process.getuid?.() === 0;

describe('the portal shell', () => {
  const lab = new SessionLab({ env: { PORTAL_LOCAL_TERMINAL: 'on' } });
  const url = (id: number): string => `${lab.url}/ws/terminal/${id}?token=1&cols=90&rows=33`;
  beforeAll(async () => {
    await lab.open();
    lab.entries.set('1', { plugin: 'terminal', port: 0 });
    lab.entries.set('own', { plugin: 'terminal', port: 0 });
  });
  afterAll(() => lab.close());

  it.runIf(isRoot)('runs as nobody, in no group of root, and cannot become root', async () => {
    const client = await TerminalClient.open(url(1));
    client.type('id; cat /proc/self/status | grep -E "^(Groups|NoNewPrivs)"; stty size; exit 3\n');
    await client.frame('exit');
    expect(client.text).toMatch(/uid=65534\(nobody\) gid=65534\(nogroup\) groups=65534\(nogroup\)/);
    expect(client.text).toMatch(/Groups:\t65534/);
    expect(client.text).toMatch(/NoNewPrivs:\t1/);
    expect(client.text).toContain('33 90');
    expect(await client.frame('exit')).toEqual({ type: 'exit', code: 3, signal: null });
  });

  it.runIf(isRoot)('knows nothing of the environment of the portal', async () => {
    process.env['PORTAL_ROOT_KEY'] = 'very secret';
    const client = await TerminalClient.open(url(1));
    client.type('env; exit\n');
    await client.frame('exit');
    delete process.env['PORTAL_ROOT_KEY'];
    const names = [...client.text.matchAll(/^(?:\$ )?([A-Z_]+)=/gm)].map(([, name]) => name);
    expect(names.sort()).toEqual(['HOME', 'LANG', 'LOGNAME', 'PATH', 'PWD', 'SHELL', 'TERM', 'USER']);
  });

  it.runIf(isRoot)('stops the program of a viewer that does not read', async () => {
    const client = await TerminalClient.open(url(1), { acks: false });
    client.type('yes\n');
    await eventually('a full window', () => client.offset >= 200_000);
    const [{ session } = {}] = lab.registry.list();
    const produced = session!.bytesOut;
    client.type('\x03');
    client.acks = true;
    client.ack();
    await client.outputs(/\^C[\s\S]*\$ $/);
    expect(produced).toBeLessThan(700_000);
    client.send({ type: 'close' });
    await client.gone();
  });

  it('is never what a connection of a user opens', async () => {
    const client = await TerminalClient.open(lab.path('own'));
    expect(await client.frame('error')).toMatchObject({ code: 'viewer.none' });
    expect(await client.gone()).toMatchObject({ code: 4404 });
  });

  it('reads the accounts of a system and skips what is none', () => {
    expect(parsePasswd('nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n# no account\n\n')).toEqual([
      { name: 'nobody', uid: 65534, gid: 65534, home: '/nonexistent' },
    ]);
  });
});

describe('the portal shell, switched off', () => {
  const lab = new SessionLab();
  beforeAll(async () => {
    await lab.open();
    lab.entries.set('1', { plugin: 'terminal', port: 0 });
  });
  afterAll(() => lab.close());

  it('does not open', async () => {
    const client = await TerminalClient.open(`${lab.url}/ws/terminal/1?token=1&cols=80&rows=24`);
    expect(await client.gone()).toEqual({ code: 4404, reason: 'viewer.none' });
  });
});
