import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { type TestUser, usePortal } from '#libs/testing';
import { HostKeyPinned, type HostKeyPinnedPayload } from './connections.events.js';
import { HostKeysService } from './host-keys.service.js';
import { OrphanedHostKeys } from './orphaned-host-keys.listener.js';

const FIRST = `SHA256:${'a'.repeat(43)}`;
const SECOND = `SHA256:${'b'.repeat(43)}`;

describe('host keys', () => {
  const portal = usePortal();
  const announced: HostKeyPinnedPayload[] = [];
  let ada: TestUser;
  let id: string;
  const path = () => `/api/connections/${id}/host-key`;

  beforeAll(async () => {
    portal.get(EventBus).on(HostKeyPinned, 'test', (payload) => void announced.push(payload));
    ada = await portal.make.user();
    const body = { name: 'n', type: 'ssh', host: '127.0.0.1', port: 2222 };
    id = (await portal.fetch('/api/connections', { as: ada, body })).body.id;
  });

  const store = () => portal.get(HostKeysService).storeFor({ kind: 'connection', id, userId: ada.id });

  it('has none before the first session', async () => {
    expect(await portal.fetch(path(), { as: ada })).toMatchObject({ status: 404, body: { code: 'hostkey.not_found' } });
    expect((await portal.fetch(path(), { as: ada, method: 'DELETE' })).status).toBe(404);
  });

  it('pins the first key once and never replaces it by itself', async () => {
    const pin = (fingerprint: string) =>
      store().pin('127.0.0.1', 2222, { algorithm: 'ssh-ed25519', fingerprint }, { firstUse: true });
    await Promise.all([pin(FIRST), pin(FIRST)]);
    const refused = await pin(SECOND).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({ code: 'hostkey.changed', details: { pinned: FIRST, fingerprint: SECOND } });
    expect((await portal.fetch(path(), { as: ada })).body).toEqual({
      host: '127.0.0.1',
      port: 2222,
      algorithm: 'ssh-ed25519',
      fingerprint: FIRST,
      pinned_at: expect.stringMatching(/Z$/),
    });
  });

  it('is replaced and forgotten by its owner, who is told', async () => {
    const trusted = await portal.fetch(path(), { as: ada, body: { fingerprint: SECOND } });
    expect(trusted).toMatchObject({ status: 200, body: { fingerprint: SECOND, algorithm: null } });
    expect(await store().find('127.0.0.1', 2222)).toEqual({ fingerprint: SECOND });
    await portal.get(EventBus).settle();
    expect(announced).toEqual([
      expect.objectContaining({ owner_id: id, user_id: ada.id, fingerprint: FIRST, first_use: true }),
      expect.objectContaining({ owner_id: id, user_id: ada.id, fingerprint: SECOND, first_use: false }),
    ]);
    expect((await portal.fetch(path(), { as: ada, method: 'DELETE' })).status).toBe(200);
    expect(await store().find('127.0.0.1', 2222)).toBeUndefined();
  });

  it.each([undefined, null, 7, '', FIRST.slice(1), `${FIRST}=`, `MD5:${'a'.repeat(46)}`, 'SHA256:\0', {}])(
    'refuses the fingerprint %j',
    async (fingerprint) => {
      const answer = await portal.fetch(path(), { as: ada, body: { fingerprint } });
      expect(answer).toMatchObject({ status: 400, body: { details: [{ field: 'fingerprint' }] } });
    },
  );

  it('is a pin of the address: another port asks again', async () => {
    await portal.fetch(path(), { as: ada, body: { fingerprint: FIRST } });
    const move = (port: number) => portal.fetch(`/api/connections/${id}`, { as: ada, method: 'PUT', body: { port } });
    await move(2223);
    expect((await portal.fetch(path(), { as: ada })).status).toBe(404);
    await move(2222);
    expect((await portal.fetch(path(), { as: ada })).body.fingerprint).toBe(FIRST);
  });

  it('goes with its user', async () => {
    const { manager } = portal.get(DataSource);
    await manager.query('DELETE FROM users WHERE id = $1', [ada.id]);
    await portal.get(OrphanedHostKeys).forget();
    expect(await store().find('127.0.0.1', 2222)).toBeUndefined();
  });
});
