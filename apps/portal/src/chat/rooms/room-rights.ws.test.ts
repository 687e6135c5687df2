import { afterEach, describe, expect, it, vi } from 'vitest';
import { CommitLog, EventBus } from '#libs/events';
import { ChatClient, eventually, type TestUser, usePortal } from '#libs/testing';

describe('a process that has not heard yet', () => {
  const portal = usePortal();
  const clients: ChatClient[] = [];
  afterEach(() => {
    vi.restoreAllMocks();
    for (const client of clients.splice(0)) client.close();
  });

  const open = async (user: TestUser, url = portal.url): Promise<ChatClient> => {
    const client = await ChatClient.open(url, user.token);
    clients.push(client);
    return client;
  };

  /** From now on everything happens in another process; its address. */
  const elsewhere = async (): Promise<string> => {
    const url = (await portal.startSibling())!;
    for (const log of [portal.get(EventBus), portal.get(CommitLog)]) {
      vi.spyOn(log, 'receive').mockImplementation(() => undefined);
    }
    return url;
  };
  const call = async (as: TestUser, url: string, method = 'POST'): Promise<void> => {
    const response = await fetch(url, { method, headers: { authorization: `Bearer ${as.token}` } });
    expect(response.status).toBeLessThan(300);
  };

  it('shows a private channel to nobody who was removed, and takes nothing from them', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const body = { name: 'inner', visibility: 'private' };
    const { id } = (await portal.fetch('/api/chat/channels', { as: ada, body })).body as { id: number };
    await portal.fetch(`/api/chat/channels/${id}/members`, { as: ada, body: { user_id: bob.id } });
    const bobs = await open(bob);
    await bobs.join('inner');
    const own = await bobs.say('inner', 'from when I belonged');
    const question = { type: 'create_poll', channel: 'inner', question: '?', options: ['yes', 'no'] };
    await bobs.ask(question);
    const { poll } = await bobs.next('poll_created');
    await bobs.ask({ type: 'leave' });
    const adas = await open(ada);
    await adas.join('inner');
    await adas.say('inner', `what only members hear @${bob.username}`);
    const told = async () => (await portal.fetch('/api/notifications', { as: bob })).body.notifications[0];
    expect((await eventually('the notification', told)).message).toContain('what only members hear');
    const url = await elsewhere();
    await call(ada, `${url}/api/chat/channels/${id}/members/${bob.id}`, 'DELETE');
    expect(await told()).toMatchObject({ message: 'This message is no longer there.', link: null });
    const sayings = bobs.frames.length;
    for (const frame of [
      { type: 'join', channel: 'inner' },
      { type: 'join', channel: 'inner', after_seq: 0 },
      { type: 'history', channel: 'inner' },
      { type: 'message', channel: 'inner', message: 'let me in' },
    ]) {
      await expect(bobs.ask(frame), frame.type).rejects.toThrow('channel.not_found');
    }
    for (const frame of [
      { type: 'react', message_id: own, emoji: '👍' },
      { type: 'edit_message', message_id: own, message: 'let me in' },
      { type: 'delete', message_id: own },
      { type: 'mark_read', message_id: own },
    ]) {
      await expect(bobs.ask(frame), frame.type).rejects.toThrow('message.not_found');
    }
    await expect(bobs.ask({ type: 'vote_poll', poll_id: poll.id, option_index: 0 })).rejects.toThrow('poll.not_found');
    expect(new Set(bobs.frames.slice(sayings).map(({ type }) => type))).toEqual(new Set(['error']));
    expect((await portal.fetch(`/api/chat/thread/${own}`, { as: bob })).status).toBe(404);
  });

  it('shows a group to nobody who has left it, and takes nothing from them', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const bobs = await open(bob);
    const { id } = await bobs.ask({ type: 'dm_create_group', user_ids: [ada.id] });
    const conversation_id = id!;
    await bobs.ask({ type: 'dm_message', conversation_id, message: 'from when I belonged' });
    const url = await elsewhere();
    await call(bob, `${url}/api/dm/conversations/${id}/leave`);
    const sayings = bobs.frames.length;
    for (const frame of [
      { type: 'dm_open', conversation_id },
      { type: 'dm_history', conversation_id },
      { type: 'sync', conversation_id, after_seq: 0 },
      { type: 'dm_message', conversation_id, message: 'one more thing' },
    ]) {
      await expect(bobs.ask(frame), frame.type).rejects.toThrow('conversation.not_found');
    }
    expect(new Set(bobs.frames.slice(sayings).map(({ type }) => type))).toEqual(new Set(['error']));
    for (const path of ['', '/messages']) {
      expect((await portal.fetch(`/api/dm/conversations/${id}${path}`, { as: bob })).status).toBe(404);
    }
  });

  it('takes nothing for somebody from whom they have blocked', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const { id } = (await portal.fetch('/api/dm/conversations', { as: ada, body: { user_id: bob.id } })).body;
    const bobs = await open(bob);
    const said = await bobs.ask({ type: 'dm_message', conversation_id: id, message: 'hello' });
    const about = { conversation_id: id, message_id: said.id };
    const url = await elsewhere();
    await call(ada, `${url}/api/users/${bob.id}/block`);
    for (const frame of [
      { type: 'dm_message', conversation_id: id, message: 'are you there?' },
      { type: 'dm_edit', ...about, message: 'are you there?' },
      { type: 'dm_react', ...about, emoji: '👋' },
      { type: 'dm_create_group', user_ids: [ada.id] },
    ]) {
      await expect(bobs.ask(frame), frame.type).rejects.toThrow('user.blocked');
    }
    await bobs.ask({ type: 'dm_delete', ...about });
  });

  it('refuses one message and stores those that came with it', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await open(ada), await open(bob)];
    const { id } = (await portal.fetch('/api/dm/conversations', { as: ada, body: { user_id: bob.id } })).body;
    await portal.fetch(`/api/users/${bob.id}/block`, { as: ada, method: 'POST' });
    const answers = await Promise.allSettled(
      [adas, bobs].flatMap((client) => [
        client.ask({ type: 'message', channel: 'general', message: 'for all' }),
        client.ask({ type: 'dm_message', conversation_id: id, message: 'for nobody' }),
      ]),
    );
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected']);
  });
});
