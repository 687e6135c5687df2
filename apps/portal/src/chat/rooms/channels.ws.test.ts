import { DataSource } from 'typeorm';
import { afterAll, describe, expect, it } from 'vitest';
import { ChatClient, eventually, type TestUser, usePortal } from '#libs/testing';
import { ClosePollsProcessor } from '../polls/close-polls.processor.js';

describe('channels', () => {
  const portal = usePortal();
  const clients: ChatClient[] = [];
  afterAll(() => clients.forEach((client) => client.close()));

  const open = async (user: TestUser): Promise<ChatClient> => {
    const client = await ChatClient.open(portal.url, user.token);
    clients.push(client);
    return client;
  };
  const create = async (as: TestUser, body: object): Promise<{ id: number; name: string }> => {
    const answer = await portal.fetch('/api/chat/channels', { as, body });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const change = (as: TestUser, id: number, body: object) =>
    portal.fetch(`/api/admin/channels/${id}`, { as, method: 'PUT', body });

  it.each([['Upper'], ['two words'], ['-start'], ['end-'], [''], ['x'.repeat(65)], ['sl/ash']])(
    'are not called %j',
    async (name) => {
      const answer = await portal.fetch('/api/chat/channels', { as: await portal.make.user(), body: { name } });
      expect(answer).toMatchObject({ status: 400, body: { details: [{ field: 'name' }] } });
    },
  );

  it('have names of their own, the default one first', async () => {
    const ada = await portal.make.user();
    const { id } = await create(ada, { name: 'alpha-team', description: 'A' });
    const again = await portal.fetch('/api/chat/channels', { as: ada, body: { name: 'alpha-team' } });
    expect(again).toMatchObject({ status: 409, body: { code: 'channel.name_taken' } });
    const { channels } = (await portal.fetch('/api/chat/channels', { as: ada })).body;
    expect(channels[0]).toMatchObject({
      id: 1,
      name: 'general',
      description: 'General discussion',
      is_default: 1,
      is_stream_channel: false,
    });
    expect(channels).toContainEqual(expect.objectContaining({ id, name: 'alpha-team', is_default: 0 }));
  });

  it('tell everybody in them what becomes of them', async () => {
    const [ada, bob, admin] = await Promise.all([
      portal.make.user(),
      portal.make.user(),
      portal.make.user({ role: 'admin' }),
    ]);
    const { id } = await create(ada, { name: 'dev-talk' });
    const bobs = await open(bob);
    await bobs.join('dev-talk');
    expect(await change(bob, id, { name: 'mine' })).toMatchObject({ status: 403 });
    expect(await change(admin, id, { name: 'engineering' })).toMatchObject({
      status: 200,
      body: { name: 'engineering' },
    });
    expect(await bobs.next('channel_renamed')).toMatchObject({ old_name: 'dev-talk', new_name: 'engineering' });
    await bobs.say('engineering', 'still here');
    expect(await bobs.next('message')).toMatchObject({ channel: 'engineering' });
    expect((await portal.fetch(`/api/admin/channels/${id}`, { as: admin, method: 'DELETE' })).status).toBe(200);
    expect(await bobs.next('channel_deleted')).toMatchObject({ channel: 'engineering' });
    await expect(bobs.ask({ type: 'join', channel: 'engineering' })).rejects.toThrow('channel.not_found');
    const general = await portal.fetch('/api/admin/channels/1', { as: admin, method: 'DELETE' });
    expect(general).toMatchObject({ status: 409, body: { code: 'channel.default' } });
  });

  it('that are read-only are written by moderators only', async () => {
    const [ada, bob, mod] = await Promise.all([
      portal.make.user(),
      portal.make.user(),
      portal.make.user({ role: 'moderator' }),
    ]);
    await create(ada, { name: 'news', mode: 'readonly' });
    const [adas, bobs, mods] = [await open(ada), await open(bob), await open(mod)];
    await bobs.join('news');
    expect(await bobs.next('channel_info')).toMatchObject({ mode: 'readonly', may_post: false });
    await expect(bobs.say('news', 'hello')).rejects.toThrow('channel.readonly');
    await adas.say('news', 'from the one who made it');
    await mods.say('news', 'from a moderator');
    expect((await bobs.next('message')).message).toBe('from the one who made it');
  });

  it('can be moderated: messages deleted and pinned, people shown out', async () => {
    const [ada, mod] = await Promise.all([portal.make.user(), portal.make.user({ role: 'moderator' })]);
    const [adas, mods] = [await open(ada), await open(mod)];
    await adas.join('general');
    const [bad, good] = [await adas.say('general', 'a rude word'), await adas.say('general', 'a good one')];
    await expect(adas.ask({ type: 'pin_message', message_id: good })).rejects.toThrow('access.denied');
    await mods.ask({ type: 'pin_message', message_id: good });
    expect(await adas.next('message_pinned')).toMatchObject({
      message_id: good,
      pinned_by: mod.id,
      pinned_by_username: mod.username,
    });
    await mods.join('general');
    expect((await mods.next('pinned_messages')).messages).toMatchObject([
      { id: good, message: 'a good one', pinned_by: mod.id },
    ]);
    await mods.ask({ type: 'unpin_message', message_id: good });
    expect(await adas.next('message_unpinned')).toMatchObject({ message_id: good });
    await mods.ask({ type: 'delete', message_id: bad });
    expect(await adas.next('message_deleted')).toMatchObject({ message_id: bad, deleted_by: mod.id });
    const { entries } = (await portal.fetch('/api/admin/audit-log?action=message.deleted', { as: mod })).body;
    expect(entries[0]).toMatchObject({ action: 'message.deleted', details: { message_id: bad } });
    await portal.fetch('/api/admin/moderation/ban', { as: mod, body: { user_id: ada.id, room_id: 1 } });
    expect(await adas.next('error')).toMatchObject({ code: 'chat.banned' });
    await expect(adas.say('general', 'but')).rejects.toThrow('chat.banned');
    await expect(adas.ask({ type: 'join', channel: 'general' })).rejects.toThrow('chat.banned');
  });

  it('tell people what a moderator holds them back from, and when that is over', async () => {
    const [ada, mod] = await Promise.all([portal.make.user(), portal.make.user({ role: 'moderator' })]);
    const adas = await open(ada);
    const act = (name: string, body: object) =>
      portal.fetch(`/api/admin/moderation/${name}`, { as: mod, body: { user_id: ada.id, ...body } });
    await adas.ask({ type: 'subscribe' });
    expect((await adas.next('state')).sanctions).toEqual([]);
    await act('timeout', { minutes: 5, reason: 'spam' });
    const { sanctions } = await adas.next('sanctions');
    expect(sanctions).toEqual([{ kind: 'timeout', room_id: null, until: expect.any(String), reason: 'spam' }]);
    const again = await open(ada);
    await again.ask({ type: 'subscribe' });
    expect((await again.next('state')).sanctions).toEqual(sanctions);
    await act('untimeout', {});
    expect((await adas.next('sanctions')).sanctions).toEqual([]);
  });

  it('close their polls in time', async () => {
    const client = await open(await portal.make.user());
    await client.join('general');
    await client.ask({ type: 'create_poll', channel: 'general', question: 'Now?', options: ['a', 'b'], duration: 1 });
    const { poll } = await client.next('poll_created');
    await portal
      .get(DataSource)
      .query(`UPDATE polls SET closes_at = now() - interval '1 second' WHERE id = ${poll.id}`);
    await expect(client.ask({ type: 'vote_poll', poll_id: poll.id, option_index: 0 })).rejects.toThrow('poll.closed');
    await portal.get(ClosePollsProcessor).close();
    expect(await client.next('poll_closed')).toMatchObject({ poll_id: poll.id });
  });

  it('show a chain of answers, twenty back at most', async () => {
    const ada = await portal.make.user();
    const client = await open(ada);
    const ids = [await client.say('general', 'link 0')];
    for (let n = 1; n <= 25; n++) ids.push(await client.say('general', `link ${n}`, { reply_to: ids.at(-1) }));
    const { messages, replies } = (await portal.fetch(`/api/chat/thread/${ids.at(-1)}`, { as: ada })).body;
    expect(messages.map(({ id }: { id: number }) => id)).toEqual(ids.slice(-21));
    expect(replies).toEqual([]);
    const first = (await portal.fetch(`/api/chat/thread/${ids[0]}`, { as: ada })).body;
    expect(first.messages).toHaveLength(1);
    expect(first.replies.map(({ id }: { id: number }) => id)).toEqual([ids[1]]);
    await expect(client.say('general', 'to nothing', { reply_to: 99_999_999 })).rejects.toThrow('message.not_found');
  });

  it('follow a role that changes while the socket is open', async () => {
    const [ada, bob, admin] = await Promise.all([
      portal.make.user(),
      portal.make.user(),
      portal.make.user({ role: 'admin' }),
    ]);
    const [adas, bobs] = [await open(ada), await open(bob)];
    const id = await adas.say('general', 'delete me');
    await expect(bobs.ask({ type: 'delete', message_id: id })).rejects.toThrow('access.denied');
    await portal.fetch(`/api/admin/users/${bob.id}`, { as: admin, method: 'PUT', body: { role: 'moderator' } });
    await eventually('the right', () =>
      bobs.ask({ type: 'delete', message_id: id }).then(
        () => true,
        () => false,
      ),
    );
  });

  it('find people by part of their names', async () => {
    const ada = await portal.make.user();
    await portal.fetch('/api/me/nickname', { as: ada, method: 'PUT', body: { nickname: 'Countess of L' } });
    const { users } = (await portal.fetch('/api/chat/users?q=countESS', { as: await portal.make.user() })).body;
    expect(users).toEqual([{ id: ada.id, username: ada.username, nickname: 'Countess of L', avatar: null }]);
    expect((await portal.fetch('/api/chat/users?q=%25', { as: ada })).body.users).toEqual([]);
  });
});
