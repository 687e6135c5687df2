import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';
import { AuditLog } from './audit-log.js';

describe('the audit log', () => {
  const portal = usePortal();
  let moderator: TestUser;
  let ada: TestUser;

  const read = (query = '', as: TestUser | string | undefined = moderator) =>
    portal.fetch(`/api/admin/audit-log${query}`, { as });
  const actionsOf = async (query: string): Promise<string[]> =>
    (await read(query)).body.entries.map(({ action }: { action: string }) => action);

  beforeAll(async () => {
    moderator = await portal.make.user({ role: 'moderator' });
    ada = await portal.make.user({ username: 'Ada' });
    const log = portal.get(AuditLog);
    const actor = { userId: moderator.id, username: moderator.username };
    await log.record({ actor, action: 'message.deleted', target: { userId: ada.id, name: 'Ada' }, roomId: 7 });
    await log.record({
      actor,
      action: 'user.banned',
      target: { userId: ada.id, name: 'Ada' },
      details: { why: 'böse' },
    });
    await log.record({ actor: null, action: 'automod.blocked', target: { userId: ada.id, name: 'Ada' }, roomId: 7 });
    await log.record({ actor, action: 'channel.created', target: { name: 'ada' }, roomId: 8 });
    await log.record({ actor, action: 'userx.done' });
  });

  it('shows who did what to whom, newest first', async () => {
    const { status, body } = await read('?limit=3&cursor=5');
    expect(status).toBe(200);
    expect(body.next_cursor).toBe(2);
    expect(body.entries).toEqual([
      {
        id: 4,
        action: 'channel.created',
        actor: { user_id: moderator.id, name: moderator.username },
        target: { user_id: null, name: 'ada' },
        room_id: 8,
        details: null,
        created_at: expect.stringMatching(/Z$/),
      },
      expect.objectContaining({ actor: null, action: 'automod.blocked', room_id: 7 }),
      expect.objectContaining({ target: { user_id: ada.id, name: 'Ada' }, details: { why: 'böse' } }),
    ]);
  });

  it('is read page by page without a gap', async () => {
    const seen: number[] = [];
    for (let cursor: number | null = null; ;) {
      const { body } = await read(`?limit=2${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.entries.map(({ id }: { id: number }) => id));
      cursor = body.next_cursor;
      if (cursor === null) break;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1]);
  });

  it('finds entries by what they say', async () => {
    expect(await actionsOf('?action=user.banned')).toEqual(['user.banned']);
    expect(await actionsOf('?action=user')).toEqual(['user.banned']);
    expect(await actionsOf('?target=ADA&room_id=7')).toEqual(['automod.blocked', 'message.deleted']);
    expect(await actionsOf(`?actor=${moderator.username}&target=ada`)).toEqual([
      'channel.created',
      'user.banned',
      'message.deleted',
    ]);
    expect(await actionsOf('?actor=nobody')).toEqual([]);
  });

  it('finds entries by when they were made', async () => {
    const { body } = await read('?limit=3&cursor=5');
    const at = body.entries[2].created_at as string;
    const before = await actionsOf(`?before=${at}`);
    expect(before).toContain('message.deleted');
    expect(before).not.toContain('channel.created');
    expect(await actionsOf(`?after=${at}`)).toContain('channel.created');
    expect(await actionsOf('?before=2020-01-01')).toEqual([]);
  });

  it.each(['action=Drop', 'before=yesterday', 'after=2026-W10-1', 'room_id=x', 'limit=0', 'cursor=-1', 'actor=a%00b'])(
    'refuses ?%s',
    async (query) => {
      const { status, body } = await read(`?${query}`);
      expect([status, body.details?.[0].field]).toEqual([400, query.split('=')[0]]);
    },
  );

  it('keeps its details sealed, each for its own entry', async () => {
    const { manager } = portal.get(DataSource);
    const [{ details }] = await manager.query(`SELECT details FROM audit_entries WHERE id = 2`);
    expect(details.toString('latin1')).not.toContain('why');
    await manager.query('UPDATE audit_entries SET details = $1 WHERE id = 1', [details]);
    const { body } = await read('?action=message');
    expect(body.entries[0].details).toEqual({ unreadable: true });
    await manager.query('UPDATE audit_entries SET details = NULL WHERE id = 1');
  });

  it('has the entry if the act is committed, and only then', async () => {
    const log = portal.get(AuditLog);
    const act = { actor: null, action: 'thing.done', details: {} };
    await expect(
      portal.get(DataSource).transaction(async (tx) => {
        await log.record(act, tx);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await actionsOf('?action=thing')).toEqual([]);
    await portal.get(DataSource).transaction((tx) => log.record(act, tx));
    expect(await actionsOf('?action=thing')).toEqual(['thing.done']);
  });

  it('is for moderators and administrators, by session or by a key with the scope', async () => {
    const admin = await portal.make.user({ role: 'admin' });
    expect((await read('', admin)).status).toBe(200);
    expect((await portal.fetch('/api/admin/audit-log')).status).toBe(401);
    expect((await read('', ada)).body.code).toBe('access.denied');
    expect((await read('', await portal.make.apiKey(moderator.id, 'admin:read'))).status).toBe(200);
    expect((await read('', await portal.make.apiKey(moderator.id, 'chat:read'))).body.code).toBe('access.scope');
    expect((await read('', await portal.make.apiKey(ada.id))).body.code).toBe('access.denied');
  });
});
