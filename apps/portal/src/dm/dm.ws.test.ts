import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { CommitLog } from '#libs/events';
import { ChatClient, eventually, type TestUser, usePortal } from '#libs/testing';
import { RoomSnapshots } from '../chat/index.js';

describe('direct messages', () => {
  const portal = usePortal();
  const clients: ChatClient[] = [];
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => clients.forEach((client) => client.close()));

  const open = async (user: TestUser | string): Promise<ChatClient> => {
    const client = await ChatClient.open(portal.url, typeof user === 'string' ? user : user.token);
    clients.push(client);
    return client;
  };
  const converse = async (one: TestUser, other: TestUser): Promise<number> => {
    const answer = await portal.fetch('/api/dm/conversations', { as: one, body: { user_id: other.id } });
    expect(answer.status).toBe(201);
    return answer.body.id;
  };

  it('are between two, whoever asks first, and reach every socket of both', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const ids = await Promise.all([converse(ada, bob), converse(bob, ada)]);
    expect(ids[0]).toBe(ids[1]);
    const [adas, bobs, bobsToo] = [await open(ada), await open(bob), await open(bob)];
    expect((await bobs.next('dm_conversations_list')).conversations.map(({ id }) => id)).toEqual([ids[0]]);
    const { id } = await adas.ask({ type: 'dm_message', conversation_id: ids[0]!, message: 'Hello!' });
    const expected = { conversation_id: ids[0], id, user_id: ada.id, username: ada.username, message: 'Hello!' };
    expect(await bobs.next('dm_message')).toMatchObject(expected);
    expect(await bobsToo.next('dm_message')).toMatchObject(expected);
    const list = await portal.fetch('/api/dm/conversations', { as: bob });
    expect(list.body.conversations).toMatchObject([
      {
        type: 'direct',
        name: null,
        unread_count: 1,
        muted: false,
        last_message: { message: 'Hello!', username: ada.username },
      },
    ]);
    await bobs.ask({ type: 'dm_mark_read', conversation_id: ids[0]! });
    expect((await portal.fetch(`/api/dm/conversations/${ids[0]}`, { as: bob })).body.unread_count).toBe(0);
  });

  it('do not exist for others, moderators and administrators among them', async () => {
    const [ada, bob, admin] = await Promise.all([
      portal.make.user(),
      portal.make.user(),
      portal.make.user({ role: 'admin' }),
    ]);
    const id = await converse(ada, bob);
    for (const path of ['', '/messages']) {
      const answer = await portal.fetch(`/api/dm/conversations/${id}${path}`, { as: admin });
      expect(answer).toMatchObject({ status: 404, body: { code: 'conversation.not_found' } });
    }
    const client = await open(admin);
    await expect(client.ask({ type: 'dm_open', conversation_id: id })).rejects.toThrow('conversation.not_found');
    await expect(client.ask({ type: 'dm_message', conversation_id: id, message: 'x' })).rejects.toThrow(
      'conversation.not_found',
    );
  });

  it('edit, react, delete and page', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const id = await converse(ada, bob);
    const [adas, bobs] = [await open(ada), await open(bob)];
    const ids: number[] = [];
    for (let n = 0; n < 5; n++) {
      ids.push((await adas.ask({ type: 'dm_message', conversation_id: id, message: `m${n}` })).id!);
    }
    await adas.ask({ type: 'dm_edit', conversation_id: id, message_id: ids[0]!, message: 'm0 better' });
    expect(await bobs.next('dm_message_edited')).toMatchObject({ message_id: ids[0], new_text: 'm0 better' });
    await bobs.ask({ type: 'dm_react', conversation_id: id, message_id: ids[1]!, emoji: '👍' });
    expect(await adas.next('dm_reaction_update')).toMatchObject({ message_id: ids[1], emoji: '👍', action: 'add' });
    await expect(bobs.ask({ type: 'dm_delete', conversation_id: id, message_id: ids[2]! })).rejects.toThrow(
      'access.denied',
    );
    await adas.ask({ type: 'dm_delete', conversation_id: id, message_id: ids[2]! });
    expect(await bobs.next('dm_message_deleted')).toMatchObject({ conversation_id: id, message_id: ids[2] });
    bobs.send({ type: 'dm_history', conversation_id: id, before_id: ids[4]!, limit: 2 });
    const page = await bobs.next('dm_history');
    expect(page.messages.map((message) => message.id)).toEqual([ids[1], ids[3]]);
    expect(page.has_more).toBe(true);
    const rest = await portal.fetch(`/api/dm/conversations/${id}/messages?limit=2`, { as: bob });
    expect(rest.body.messages.map((message: { id: number }) => message.id)).toEqual([ids[4], ids[3]]);
  });

  it('end while one has blocked the other, both ways', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const id = await converse(ada, bob);
    const [adas, bobs] = [await open(ada), await open(bob)];
    await portal.fetch(`/api/users/${bob.id}/block`, { as: ada, method: 'POST' });
    for (const client of [adas, bobs]) {
      await expect(client.ask({ type: 'dm_message', conversation_id: id, message: 'x' })).rejects.toThrow(
        'user.blocked',
      );
    }
    await portal.fetch(`/api/users/${bob.id}/block`, { as: ada, method: 'DELETE' });
    await bobs.ask({ type: 'dm_message', conversation_id: id, message: 'again' });
  });

  it('in groups of up to ten: made, joined and left', async () => {
    const users = await Promise.all(Array.from({ length: 11 }, () => portal.make.user()));
    const [ada, bob, eve] = users as [TestUser, TestUser, TestUser];
    const [adas, bobs, eves] = [await open(ada), await open(bob), await open(eve)];
    const all = users.slice(1).map((user) => user.id);
    await expect(adas.ask({ type: 'dm_create_group', user_ids: all })).rejects.toThrow('conversation.full');
    const { id } = await adas.ask({ type: 'dm_create_group', user_ids: [bob.id], name: 'Project Team' });
    expect(await adas.next('dm_conversation_opened')).toMatchObject({
      conversation: { id, type: 'group', name: 'Project Team' },
    });
    await bobs.next('dm_conversations_list', ({ conversations }) => conversations.some((known) => known.id === id));
    const path = `/api/dm/conversations/${id}`;
    const added = await portal.fetch(`${path}/participants`, { as: bob, body: { user_ids: [eve.id] } });
    const joined = added.body.participants.map((participant: { user_id: number }) => participant.user_id);
    expect(joined.toSorted()).toEqual([ada.id, bob.id, eve.id].toSorted());
    const full = await portal.fetch(`${path}/participants`, { as: bob, body: { user_ids: all.slice(2) } });
    expect(full).toMatchObject({ status: 400, body: { code: 'conversation.full', details: [{ field: 'user_ids' }] } });
    await eves.next('dm_conversation_changed');
    await eves.ask({ type: 'dm_message', conversation_id: id!, message: 'hi all' });
    await bobs.next('dm_message');
    expect((await portal.fetch(`${path}/leave`, { as: bob, method: 'POST' })).body).toEqual({ success: true });
    expect(await bobs.next('dm_conversation_left')).toMatchObject({ conversation_id: id });
    await eves.ask({ type: 'dm_message', conversation_id: id!, message: 'without bob' });
    await adas.next('dm_message', ({ message }) => message === 'without bob');
    await bobs.settle();
    expect(bobs.of('dm_message').map(({ message }) => message)).not.toContain('without bob');
    for (const user of [ada, eve]) await portal.fetch(`${path}/leave`, { as: user, method: 'POST' });
    await eventually('its end', async () => (await portal.fetch(path, { as: ada })).status === 404);
  });

  it('in groups hide what people wrote who are apart, from both and everywhere', async () => {
    const [ada, bob, eve] = await Promise.all([portal.make.user(), portal.make.user(), portal.make.user()]);
    const [adas, bobs, eves] = [await open(ada), await open(bob), await open(eve)];
    const { id } = await adas.ask({ type: 'dm_create_group', user_ids: [bob.id, eve.id] });
    const conversation_id = id!;
    const first = await eves.ask({ type: 'dm_message', conversation_id, message: 'for all' });
    await portal.fetch(`/api/users/${bob.id}/block`, { as: ada, method: 'POST' });
    for (const [author, reader, readers] of [
      [adas, bob, bobs],
      [bobs, ada, adas],
    ] as const) {
      const { id: hidden, seq } = await author.ask({ type: 'dm_message', conversation_id, message: 'hidden' });
      expect(await readers.next('skipped', (frame) => frame.seq === seq)).toEqual({
        type: 'skipped',
        conversation_id,
        from_seq: seq,
        seq,
      });
      const path = `/api/dm/conversations/${conversation_id}`;
      const { unread_count, last_message } = (await portal.fetch(path, { as: reader })).body;
      expect([unread_count, last_message.message]).toEqual([1, 'for all']);
      const { messages } = (await portal.fetch(`${path}/messages`, { as: reader })).body;
      expect(messages.map((message: { id: number }) => message.id)).toEqual([first.id]);
      expect((await portal.fetch(`/api/chat/thread/${hidden}`, { as: reader })).body.messages).toEqual([]);
      await author.ask({ type: 'dm_delete', conversation_id, message_id: hidden });
    }
    await eves.settle();
    expect(eves.of('dm_message').filter(({ message }) => message === 'hidden')).toHaveLength(2);
  });

  it('need the scope of a key', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const id = await converse(ada, bob);
    const [adas, keys] = [await open(ada), await open(await portal.make.apiKey(bob.id, 'chat:read'))];
    await expect(keys.ask({ type: 'dm_open', conversation_id: id })).rejects.toThrow('access.scope');
    await adas.ask({ type: 'dm_message', conversation_id: id, message: 'private' });
    const bobs = await open(bob);
    await adas.ask({ type: 'dm_message', conversation_id: id, message: 'private too' });
    await bobs.next('dm_message');
    await keys.settle();
    expect(keys.frames.filter(({ type }) => type.startsWith('dm_'))).toEqual([]);
  });

  it('resume', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const id = await converse(ada, bob);
    const [adas, bobs] = [await open(ada), await open(bob)];
    const { seq } = await adas.ask({ type: 'dm_message', conversation_id: id, message: 'one' });
    const two = await adas.ask({ type: 'dm_message', conversation_id: id, message: 'two' });
    await bobs.ask({ type: 'sync', conversation_id: id, after_seq: seq! });
    const resumed = await bobs.next('resumed');
    expect(resumed.messages.map((message) => message.id)).toEqual([two.id]);
  });

  it('resume without what was delivered late', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const conversation_id = await converse(ada, bob);
    const [adas, bobs] = [await open(ada), await open(bob)];
    const log = portal.get(CommitLog);
    const receive = vi.spyOn(log, 'receive').mockImplementation(() => undefined);
    const early = await adas.ask({ type: 'dm_message', conversation_id, message: 'early' });
    await bobs.ask({ type: 'sync', conversation_id, after_seq: 0 });
    const late = [...receive.mock.calls];
    receive.mockRestore();
    for (const note of late) log.receive(...note);
    const last = await adas.ask({ type: 'dm_message', conversation_id, message: 'last' });
    await bobs.next('dm_message', ({ id }) => id === last.id);
    expect((await bobs.next('resumed')).messages.map(({ id }) => id)).toEqual([early.id]);
    expect(bobs.of('dm_message').map(({ id }) => id)).toEqual([last.id]);
  });

  it('resume before what is said meanwhile', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const conversation_id = await converse(ada, bob);
    const [adas, adasToo, bobs] = [await open(ada), await open(ada), await open(bob)];
    const before = await adas.ask({ type: 'dm_message', conversation_id, message: 'before' });
    await bobs.next('dm_message');
    const snapshots = portal.get(RoomSnapshots);
    const take = snapshots.take.bind(snapshots);
    vi.spyOn(snapshots, 'take').mockImplementationOnce(async (...args) => {
      const snapshot = await take(...args);
      const { id } = await adas.ask({ type: 'dm_message', conversation_id, message: 'meanwhile' });
      await adasToo.next('dm_message', (frame) => frame.id === id);
      return snapshot;
    });
    await bobs.ask({ type: 'sync', conversation_id, after_seq: before.seq! - 1 });
    await bobs.next('dm_message', ({ message }) => message === 'meanwhile');
    const told = bobs.frames.filter(({ type }) => type === 'resumed' || type === 'dm_message');
    expect(told.map(({ type }) => type)).toEqual(['dm_message', 'resumed', 'dm_message']);
  });
});
