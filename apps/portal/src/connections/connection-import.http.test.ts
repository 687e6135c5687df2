import { beforeAll, describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';

const CONFIG = `
Host web
  HostName %h.invalid
  User deploy
  IdentityFile ~/.ssh/id_ed25519
  ServerAliveInterval 99999
Host inside
  HostName 10.0.0.7
Host bad
  HostName "not a host"
Host *
  Port 2200
`;

describe('import of an OpenSSH configuration', () => {
  const portal = usePortal();
  let ada: TestUser;

  beforeAll(async () => {
    ada = await portal.make.user();
  });

  const load = (body: object) => portal.fetch('/api/connections/import', { as: ada, body });
  const names = async (): Promise<string[]> =>
    (await portal.fetch('/api/connections', { as: ada })).body.connections.map(({ name }: { name: string }) => name);

  it('tells first what it would do', async () => {
    const { status, body } = await load({ format: 'ssh_config', text: CONFIG, preview: true });
    expect(status).toBe(200);
    expect(body.created).toEqual([]);
    expect(body.entries).toEqual([
      { name: 'web', host: 'web.invalid', port: 2200, username: 'deploy', left_out: ['identityfile'], problem: null },
      expect.objectContaining({ name: 'inside', problem: expect.stringContaining('host: ') }),
      expect.objectContaining({ name: 'bad', problem: expect.stringContaining('host: ') }),
    ]);
    expect(await names()).toEqual([]);
  });

  it('creates what can be created', async () => {
    const { body } = await load({ format: 'ssh_config', text: CONFIG });
    expect(body.created).toHaveLength(1);
    expect(body.created[0]).toMatchObject({
      name: 'web',
      host: 'web.invalid',
      port: 2200,
      config: { username: 'deploy', auth_method: 'key', keepalive_s: 3600 },
    });
    expect(await names()).toEqual(['web']);
  });

  it('creates only what was chosen', async () => {
    const { body } = await load({ format: 'ssh_config', text: CONFIG, names: ['other'] });
    expect(body).toEqual({ entries: [], created: [] });
  });

  it.each([
    ['format', { format: 'putty', text: '' }],
    ['text', { format: 'ssh_config', text: 7 }],
    ['text', { format: 'ssh_config', text: 'x'.repeat(200_001) }],
    ['text', { format: 'ssh_config', text: Array.from({ length: 101 }, (_, at) => `Host h${at}`).join('\n') }],
    ['names', { format: 'ssh_config', text: '', names: 'web' }],
  ])('refuses a bad %s', async (field, body) => {
    expect(await load(body)).toMatchObject({ status: 400, body: { details: [{ field }] } });
  });

  it('survives nonsense', async () => {
    const text = 'Host\nHost "\n=\n= =\nHost a\nPort = = 22\nPort\nHostName\n\0\n"unclosed\nMatch';
    const { status, body } = await load({ format: 'ssh_config', text: text.replace('\0', ''), preview: true });
    expect([status, body.entries.map(({ name }: { name: string }) => name)]).toEqual([200, ['"', 'a']]);
  });
});
