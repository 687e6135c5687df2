import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requirePackage, SessionLab, SSHD, SshdPeer, TerminalClient } from '#libs/testing';

describe.skipIf(!requirePackage('openssh-server', SSHD))('a terminal over a real sshd', () => {
  const lab = new SessionLab();
  const sshd = new SshdPeer();
  const clients: TerminalClient[] = [];
  const connect = async (...args: Parameters<typeof TerminalClient.open>): Promise<TerminalClient> => {
    const client = await TerminalClient.open(...args);
    clients.push(client);
    return client;
  };

  beforeAll(async () => {
    await sshd.open();
    await lab.open();
    lab.entries.set('box', {
      port: sshd.port,
      config: { username: sshd.username, auth_method: 'key' },
      secrets: { private_key: sshd.privateKey },
    });
  });
  afterAll(async () => {
    for (const client of clients) client.drop();
    await lab.close();
    await sshd.close();
  });

  it('runs a command and reports how the shell ended', async () => {
    const client = await connect(lab.path('box', 'cols=100&rows=30'));
    expect(await client.frame('session')).toMatchObject({ offset: 0, replayed: 0, truncated: false, resumed: false });
    client.type('stty size; echo do""ne; exit 7\n');
    await client.outputs('done');
    expect(client.text).toContain('30 100');
    expect(await client.frame('exit')).toEqual({ type: 'exit', code: 7, signal: null });
    expect(await client.gone()).toEqual({ code: 1000, reason: 'exit' });
  });

  it('speaks the JSON protocol of specification A', async () => {
    const client = await connect(lab.path('box'), { json: true });
    client.send({ type: 'resize', cols: 120, rows: 40 });
    client.send({ type: 'input', data: 'stty size; echo "ä€😀"; exit\n' });
    client.send({ type: 'ping' });
    await client.frame('pong');
    await client.outputs('40 120');
    await client.outputs('\nä€😀');
    await client.gone();
  });
});
