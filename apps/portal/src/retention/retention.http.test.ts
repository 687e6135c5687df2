import { DataSource } from 'typeorm';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { AuditLog } from '../audit/index.js';
import { SettingsService } from '../settings/index.js';
import { RetentionRunner } from './retention-runner.js';

const DAY_S = 24 * 3600;

describe('retention', () => {
  const portal = usePortal();
  let admin: TestUser;
  let rooms: Record<'channel' | 'direct' | 'group', number>;

  const query = (sql: string, parameters: unknown[] = []) => portal.get(DataSource).query(sql, parameters);
  const retention = (body?: object) =>
    portal.fetch('/api/admin/retention', { as: admin, ...(body && { method: 'PUT', body }) });
  const run = () => portal.get(RetentionRunner).run();
  const ids = async (table: string): Promise<number[]> =>
    (await query(`SELECT id::int FROM ${table} ORDER BY id`)).map((row: { id: number }) => row.id);

  const room = async (kind: string): Promise<number> => {
    const [row] = await query(`INSERT INTO rooms (kind, data_key) VALUES ($1, '') RETURNING id`, [kind]);
    return row.id;
  };
  /** `age` in seconds. */
  const message = async (roomId: number, age: number, more: { pinned?: boolean; image?: string } = {}) => {
    const [row] = await query(
      `INSERT INTO messages (room_id, seq, rev, user_id, body, created_at, pinned_at, image_url)
       VALUES ($1, 1, 1, $2, '', now() - make_interval(secs => $3), $4, $5) RETURNING id::int`,
      [roomId, admin.id, age, more.pinned ? new Date() : null, more.image ?? null],
    );
    return row.id as number;
  };
  const upload = (name: string, age: number) =>
    query(
      `INSERT INTO chat_uploads (name, user_id, media_type, width, height, content, created_at)
       VALUES ($1, $2, 'image/webp', 1, 1, '', now() - make_interval(secs => $3))`,
      [name, admin.id, age],
    );

  beforeAll(async () => {
    admin = await portal.make.user({ role: 'admin' });
    rooms = { channel: await room('channel'), direct: await room('direct'), group: await room('group') };
  });

  beforeEach(async () => {
    for (const table of [
      'messages',
      'chat_uploads',
      'notifications',
      'remote_sessions',
      'retention_runs',
      'settings',
    ]) {
      await query(`DELETE FROM ${table}`);
    }
    await portal.get(SettingsService).reload();
  });

  it('keeps channels for a week and conversations for ever by default, to the second, pinned or not', async () => {
    await message(rooms.channel, 7 * DAY_S + 1);
    await message(rooms.channel, 7 * DAY_S + 1, { pinned: true });
    const kept = [
      await message(rooms.channel, 7 * DAY_S - 5),
      await message(rooms.channel, 0, { pinned: true }),
      await message(rooms.direct, 3_000 * DAY_S),
      await message(rooms.group, 3_000 * DAY_S),
    ];
    expect(await run()).toEqual({ chat: 2, notifications: 0, audit: 0, activity: 0, uploads: 0 });
    expect(await ids('messages')).toEqual(kept);
  });

  it('takes reactions, polls and images along, and images nobody ever posted after a day', async () => {
    const old = await message(rooms.channel, 8 * DAY_S, { image: '/static/uploads/chat/old.webp' });
    await query(`INSERT INTO message_reactions (message_id, user_id, emoji) VALUES ($1, $2, 'x')`, [old, admin.id]);
    await query(
      `INSERT INTO polls (message_id, content, option_count, allow_multiple, anonymous_votes) VALUES ($1, '', 2, true, true)`,
      [old],
    );
    await message(rooms.channel, 60, { image: '/static/uploads/chat/shown.webp' });
    for (const name of ['old', 'shown', 'forgotten']) await upload(`${name}.webp`, DAY_S + 1);
    await upload('fresh.webp', DAY_S - 5);
    expect(await run()).toMatchObject({ chat: 1, uploads: 2 });
    const left = await query(`SELECT name FROM chat_uploads ORDER BY name`);
    expect(left).toEqual([{ name: 'fresh.webp' }, { name: 'shown.webp' }]);
    expect(await query(`SELECT 1 FROM message_reactions UNION ALL SELECT 1 FROM polls`)).toEqual([]);
  });

  it('deletes notifications, the audit log and ended sessions by their own windows', async () => {
    await retention({ dm: 1, notifications: 2, audit: 3, activity: 4 });
    await message(rooms.direct, DAY_S + 1);
    const young = await message(rooms.group, DAY_S - 5);
    for (const age of [2 * DAY_S + 1, 2 * DAY_S - 5]) {
      await query(
        `INSERT INTO notifications (user_id, type, content, created_at) VALUES ($1, 't', '', now() - make_interval(secs => $2))`,
        [admin.id, age],
      );
      await portal.get(AuditLog).record({ actor: null, action: 'thing.done', target: { name: String(age) } });
      const aged = [age + DAY_S, String(age)];
      await query(
        `UPDATE audit_entries SET created_at = now() - make_interval(secs => $1) WHERE target_name = $2`,
        aged,
      );
    }
    for (const [id, ended] of [
      ['over', 4 * DAY_S + 1],
      ['recent', 4 * DAY_S - 5],
      ['open', null],
    ] as const) {
      await query(
        `INSERT INTO remote_sessions (id, user_id, username, origin, entry_id, name, plugin, host, port, ip, started_at, seen_at, ended_at)
         VALUES ($1, $2, 'a', 'service', '1', 'n', 'ssh', 'h', 22, '', now() - interval '1 year', now(), now() - make_interval(secs => $3))`,
        [id, admin.id, ended],
      );
    }
    expect(await run()).toMatchObject({ dm: 1, notifications: 1, audit: 1, activity: 1 });
    expect(await ids('messages')).toEqual([young]);
    expect(await query('SELECT id FROM remote_sessions ORDER BY id')).toEqual([{ id: 'open' }, { id: 'recent' }]);
  });

  it('leaves what is written at the moment for the next run, and goes on beside it', async () => {
    const [busy, idle] = [await message(rooms.channel, 8 * DAY_S), await message(rooms.channel, 8 * DAY_S)];
    await portal.get(DataSource).transaction(async (tx) => {
      await tx.query('SELECT 1 FROM messages WHERE id = $1 FOR KEY SHARE', [busy]);
      expect(await run()).toMatchObject({ chat: 1 });
      expect(await ids('messages')).toEqual([busy]);
    });
    expect(idle).not.toBe(busy);
    expect(await run()).toMatchObject({ chat: 1 });
  });

  it('counts thousands in batches, once, also when two runs meet', async () => {
    await query(
      `INSERT INTO messages (room_id, seq, rev, user_id, body, created_at)
       SELECT $1, n, n, $2, '', now() - interval '8 days' FROM generate_series(1, 2500) n`,
      [rooms.channel, admin.id],
    );
    const runs = await Promise.all([run(), run()]);
    const again = await run();
    expect([...runs, again].reduce((sum, { chat }) => sum + chat!, 0)).toBe(2500);
    expect(await ids('messages')).toEqual([]);
    const { body } = await portal.fetch('/metrics', { as: admin });
    expect(body).toMatch(/portal_retention_deleted_total\{kind="chat"\} \d{4}/);
  });

  it('stops between two batches when the process does, and says so', async () => {
    await message(rooms.channel, 8 * DAY_S);
    await portal.get(RetentionRunner).run(AbortSignal.abort());
    expect(await ids('messages')).toHaveLength(1);
    expect((await retention()).body.last_run).toMatchObject({ incomplete: true, deleted: {} });
  });

  it('is told by administrators, who see what the last run did', async () => {
    expect((await retention()).body).toEqual({
      chat: 7,
      dm: 0,
      notifications: 30,
      audit: 90,
      activity: 90,
      last_run: null,
    });
    expect((await retention({ chat: 1 })).body).toMatchObject({ chat: 1, dm: 0 });
    await message(rooms.channel, DAY_S + 1);
    expect(await portal.fetch('/api/admin/retention/run', { as: admin, method: 'POST' })).toMatchObject({
      status: 202,
      body: { success: true },
    });
    const last = await eventually('the run', async () => (await retention()).body.last_run);
    expect(last).toEqual({
      started_at: expect.stringMatching(/Z$/),
      finished_at: expect.stringMatching(/Z$/),
      deleted: { chat: 1, notifications: 0, audit: 0, activity: 0, uploads: 0 },
      incomplete: false,
    });
    const audit = await portal.fetch('/api/admin/audit-log?action=retention', { as: admin });
    expect(audit.body.entries.slice(0, 2)).toMatchObject([
      { action: 'retention.started', actor: { name: admin.username } },
      { action: 'retention.changed', details: { from: { chat: 7 }, to: { chat: 1 } } },
    ]);
  });

  it.each([{ chat: -1 }, { chat: 1.5 }, { chat: '7' }, { chat: null }, { dm: 3651 }])('refuses %j', async (body) => {
    expect((await retention(body)).body).toMatchObject({ status: 400, details: [{ field: Object.keys(body)[0] }] });
  });

  it('is for administrators', async () => {
    const moderator = await portal.make.user({ role: 'moderator' });
    for (const [path, method] of [
      ['', 'GET'],
      ['', 'PUT'],
      ['/run', 'POST'],
    ] as const) {
      const call = (as?: TestUser) =>
        portal.fetch(`/api/admin/retention${path}`, { as, method, ...(method === 'PUT' && { body: {} }) });
      expect([(await call()).status, (await call(moderator)).status]).toEqual([401, 403]);
    }
  });
});
