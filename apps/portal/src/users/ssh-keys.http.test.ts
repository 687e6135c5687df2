import { DataSource } from 'typeorm';
import ssh2 from 'ssh2';
import { describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';
import { SshKeyUses } from './ssh-key-uses.js';
import { SshKeysService } from './ssh-keys.service.js';

describe('SSH keys', () => {
  const portal = usePortal();
  const create = (as: TestUser, body: object) => portal.fetch('/api/ssh-keys', { as, body });

  it.each([
    ['ed25519', {}, 'ssh-ed25519'],
    ['rsa', { key_type: 'rsa' }, 'ssh-rsa'],
  ])('are made as %s pairs whose private half leaves once', async (key_type, body, prefix) => {
    const ada = await portal.make.user();
    const created = await create(ada, { name: 'my-key', ...body });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({ name: 'my-key', key_type, stored: false });
    expect(created.body.public_key).toMatch(new RegExp(`^${prefix} [A-Za-z0-9+/=]+ my-key$`));
    expect(created.body.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    const pair = ssh2.utils.parseKey(created.body.private_key) as ssh2.ParsedKey;
    expect(pair.getPublicSSH().toString('base64')).toBe(created.body.public_key.split(' ')[1]);

    const list = await portal.fetch('/api/ssh-keys', { as: ada });
    expect(list.body.ssh_keys).toHaveLength(1);
    expect(list.body.ssh_keys[0]).not.toHaveProperty('private_key');
    const one = await portal.fetch(`/api/ssh-keys/${created.body.id}`, { as: ada });
    expect(one.body).toEqual(list.body.ssh_keys[0]);
    const [row] = await portal
      .get(DataSource)
      .query('SELECT private_key FROM ssh_keys WHERE id = $1', [created.body.id]);
    expect(row.private_key).toBeNull();
  });

  it('stay sealed on request, for sessions that sign in with them', async () => {
    const ada = await portal.make.user();
    const { body } = await create(ada, { name: 'kept', store: true });
    expect(body.stored).toBe(true);
    expect(await portal.get(SshKeysService).privateKey(ada.id, body.id)).toBe(body.private_key);
    const [row] = await portal.get(DataSource).query('SELECT private_key FROM ssh_keys WHERE id = $1', [body.id]);
    expect(row.private_key.toString('latin1')).not.toContain('OPENSSH');
    const eve = await portal.make.user();
    await expect(portal.get(SshKeysService).privateKey(eve.id, body.id)).rejects.toMatchObject({
      code: 'ssh_key.not_found',
    });
  });

  it('come as authorized_keys, one line each', async () => {
    const ada = await portal.make.user();
    expect((await portal.fetch('/api/ssh-keys/authorized', { as: ada })).body).toBe('');
    const keys = [await create(ada, { name: 'one' }), await create(ada, { name: 'two\nssh-rsa AAAA evil' })];
    const { body, headers } = await portal.fetch('/api/ssh-keys/authorized', { as: ada });
    expect(headers.get('content-type')).toMatch(/^text\/plain/);
    expect(body).toBe(keys.map((key) => `${key.body.public_key}\n`).join(''));
    expect(body.split('\n')).toHaveLength(3);
  });

  it('are deleted unless something signs in with them', async () => {
    const ada = await portal.make.user();
    const { id } = (await create(ada, { name: 'k', store: true })).body;
    const remove = () => portal.fetch(`/api/ssh-keys/${id}`, { as: ada, method: 'DELETE' });
    let uses = 1;
    portal.get(SshKeyUses).register(async ({ keyId }) => (keyId === id ? uses : 0));
    expect((await remove()).body).toMatchObject({ status: 409, code: 'ssh_key.in_use' });
    uses = 0;
    expect((await remove()).body).toEqual({ success: true });
    expect((await remove()).body.code).toBe('ssh_key.not_found');
  });

  it('are nobody else’s', async () => {
    const [ada, eve] = await Promise.all([portal.make.user(), portal.make.user({ role: 'admin' })]);
    const { id } = (await create(ada, { name: 'k' })).body;
    for (const path of [id, 'x', 0, 99999999999]) {
      expect((await portal.fetch(`/api/ssh-keys/${path}`, { as: eve })).status).toBe(404);
      expect((await portal.fetch(`/api/ssh-keys/${path}`, { as: eve, method: 'DELETE' })).status).toBe(404);
    }
  });

  it.each([[{}], [{ name: '' }], [{ name: 'k', key_type: 'dsa' }], [{ name: 'k', store: 'yes' }], [{ name: 5 }]])(
    'refuse %j',
    async (body) => expect((await create(await portal.make.user(), body)).status).toBe(400),
  );
});
