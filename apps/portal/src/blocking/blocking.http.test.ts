import { DataSource } from 'typeorm';
import { beforeEach, describe, expect, it } from 'vitest';
import { EventBus } from '#libs/events';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { MAX_BLOCKS_PER_USER, Blocks } from './blocks.service.js';
import { BlockChanged, type BlockChange } from './blocking.events.js';

describe('blocking', () => {
  const portal = usePortal();
  let ada: TestUser;
  let bob: TestUser;

  beforeEach(async () => {
    [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
  });

  const block = (id: number | string, as: TestUser | string | undefined = ada, method = 'POST') =>
    portal.fetch(`/api/users/${id}/block`, { as, method });
  const unblock = (id: number | string, as = ada) => block(id, as, 'DELETE');
  const blockedBy = async (as: TestUser) => (await portal.fetch('/api/users/blocked', { as })).body.blocked_users;

  it('hides somebody from one user, and is known at once', async () => {
    expect(await block(bob.id)).toMatchObject({ status: 200, body: { success: true } });
    expect(await blockedBy(ada)).toEqual([
      { id: bob.id, username: bob.username, blocked_at: expect.stringMatching(/Z$/) },
    ]);
    expect(await blockedBy(bob)).toEqual([]);
    const blocks = portal.get(Blocks);
    expect([...blocks.blockersOf(bob.id)]).toEqual([ada.id]);
    expect(blocks.blockersOf(ada.id).size).toBe(0);
    expect(blocks.blockedBy(ada.id)).toEqual([bob.id]);
    expect([blocks.isBlockedBetween(ada.id, bob.id), blocks.isBlockedBetween(bob.id, ada.id)]).toEqual([true, true]);
    expect(await unblock(bob.id)).toMatchObject({ status: 200, body: { success: true } });
    expect(await blockedBy(ada)).toEqual([]);
    expect(blocks.isBlockedBetween(ada.id, bob.id)).toBe(false);
    expect(blocks.blockersOf(bob.id).size).toBe(0);
  });

  it('is done once, however often it is asked for, and told once', async () => {
    const told: BlockChange[] = [];
    portal
      .get(EventBus)
      .onEverywhere(BlockChanged, (change) => void (change.blocker_id === ada.id && told.push(change)));
    const answers = await Promise.all([block(bob.id), block(bob.id), block(bob.id)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(await blockedBy(ada)).toHaveLength(1);
    await unblock(bob.id);
    const change = { blocker_id: ada.id, blocked_id: bob.id };
    await eventually('both events', () => told.length >= 2);
    // What every process hears need not come in the order of the acts: listeners read what is so now.
    expect(told.toSorted((one, other) => Number(other.blocked) - Number(one.blocked))).toEqual([
      { ...change, blocked: true },
      { ...change, blocked: false },
    ]);
  });

  it('refuses yourself, nobody, and whom you have not blocked', async () => {
    expect((await block(ada.id)).body).toMatchObject({ status: 400, code: 'user.self' });
    expect((await block(2_000_000_000)).body).toMatchObject({ status: 404, code: 'user.not_found' });
    for (const id of ['0', '-1', 'x', '99999999999']) expect((await block(id)).status).toBe(404);
    expect((await unblock(bob.id)).body).toMatchObject({ status: 404, code: 'block.not_found' });
    expect((await unblock(2_000_000_000)).status).toBe(404);
  });

  it(`ends at ${MAX_BLOCKS_PER_USER} users, for those who ask at once too`, async () => {
    const { manager } = portal.get(DataSource);
    await manager.query(
      `WITH made AS (INSERT INTO users (username) SELECT $2 || n FROM generate_series(1, $3::int) n RETURNING id)
       INSERT INTO blocks (blocker_id, blocked_id) SELECT $1, id FROM made`,
      [ada.id, `${ada.username}-`, MAX_BLOCKS_PER_USER - 1],
    );
    const others = await Promise.all([bob, portal.make.user(), portal.make.user()]);
    const codes = (await Promise.all(others.map(({ id }) => block(id)))).map(({ body }) => body.code ?? 'ok');
    expect(codes.sort()).toEqual(['block.limit', 'block.limit', 'ok']);
    expect(await blockedBy(ada)).toHaveLength(MAX_BLOCKS_PER_USER);
    const known = portal.get(Blocks).blockedBy(ada.id)[0]!;
    expect((await block(known)).status).toBe(200);
  });

  it('is forgotten with either account', async () => {
    const admin = await portal.make.user({ role: 'admin' });
    const eve = await portal.make.user();
    await block(bob.id);
    await block(ada.id, eve);
    await portal.fetch(`/api/admin/users/${ada.id}`, { as: admin, method: 'DELETE' });
    const blocks = portal.get(Blocks);
    await eventually(
      'both to be forgotten',
      () => blocks.blockersOf(bob.id).size + blocks.blockersOf(ada.id).size === 0,
    );
    expect(blocks.blockedBy(eve.id)).toEqual([]);
    expect(await blockedBy(eve)).toEqual([]);
  });

  it('takes a session, or a key with the scope', async () => {
    expect((await portal.fetch('/api/users/blocked')).status).toBe(401);
    expect((await portal.fetch(`/api/users/${bob.id}/block`, { method: 'POST' })).status).toBe(401);
    expect((await block(bob.id, await portal.make.apiKey(ada.id, 'chat:read'))).body.code).toBe('access.scope');
    expect((await block(bob.id, await portal.make.apiKey(ada.id, 'chat:write'))).status).toBe(200);
  });
});

describe('blocking in two processes', () => {
  const portal = usePortal();

  it('is known to the other one, also what was there before it started', async () => {
    const [ada, bob, eve] = await Promise.all([portal.make.user(), portal.make.user(), portal.make.user()]);
    const block = (id: number, method = 'POST', url = portal.url) =>
      fetch(`${url}/api/users/${id}/block`, { method, headers: { authorization: `Bearer ${ada.token}` } });
    await block(bob.id);
    const sibling = (await portal.startSibling())!;
    await block(eve.id, 'POST', sibling);
    const blocks = portal.get(Blocks);
    await eventually('the block of the other process', () => blocks.blockedBy(ada.id).length === 2);
    await block(bob.id, 'DELETE', sibling);
    await eventually('the end of the block', () => !blocks.isBlockedBetween(bob.id, ada.id));
    expect([...blocks.blockersOf(eve.id)]).toEqual([ada.id]);
  });
});
