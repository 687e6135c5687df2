import { DataSource } from 'typeorm';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { ChatClient, eventually, type TestUser, usePortal } from '#libs/testing';
import { type MessagePostedEvent } from '../chat/chat.events.js';
import { MessageReader } from '../chat/index.js';
import { MessageNotices } from './message-notices.listener.js';
import { READ_FIRST_MS } from './notifications.jobs.js';
import { TellOfMessageProcessor } from './tell-of-message.processor.js';

describe('notifications of messages', () => {
  const portal = usePortal();
  const clients: ChatClient[] = [];
  beforeEach(() => void (portal.get(MessageNotices).readFirstMs = 0));
  afterAll(() => clients.forEach((client) => client.close()));

  const open = async (user: TestUser, channel?: string): Promise<ChatClient> => {
    const client = await ChatClient.open(portal.url, user.token);
    clients.push(client);
    if (channel !== undefined) await client.join(channel);
    return client;
  };
  const users = (): Promise<[TestUser, TestUser, TestUser]> =>
    Promise.all([portal.make.user(), portal.make.user(), portal.make.user()]);
  const list = async (as: TestUser) => (await portal.fetch('/api/notifications', { as })).body.notifications;
  const first = (as: TestUser) => eventually(`a notification for ${as.username}`, async () => (await list(as))[0]);
  const conversation = async (by: TestUser, ...others: TestUser[]): Promise<number> => {
    const [other] = others;
    const body =
      others.length === 1 ? { user_id: other!.id } : { user_ids: others.map(({ id }) => id), name: 'Project Team' };
    return (await portal.fetch('/api/dm/conversations', { as: by, body })).body.id;
  };
  const say = async (client: ChatClient, conversation_id: number, message: string): Promise<number> =>
    (await client.ask({ type: 'dm_message', conversation_id, message })).id!;

  it('tell whoever was named, and answered, and nobody else', async () => {
    const [ada, bob, eve] = await users();
    const [adas, bobs] = [await open(ada, 'general'), await open(bob, 'general')];
    const asked = await bobs.say('general', 'a question');
    const id = await adas.say('general', `  *hello*\n@${bob.username} and @${ada.username}`);
    expect(await first(bob)).toMatchObject({
      type: 'mention',
      title: `${ada.username} mentioned you in #general`,
      message: `hello @${bob.username} and @${ada.username}`,
      link: `/chat/c/general?message=${id}`,
      is_read: false,
    });
    await adas.say('general', 'an answer', { reply_to: asked });
    await eventually('the second', async () => (await list(bob)).length === 2);
    expect((await list(bob))[0]).toMatchObject({ type: 'reply', title: `${ada.username} replied to you in #general` });
    expect([await list(ada), await list(eve)]).toEqual([[], []]);
  });

  it('tell of a conversation once, with its last words', async () => {
    const [ada, bob, eve] = await users();
    const id = await conversation(ada, bob, eve);
    const adas = await open(ada);
    await say(adas, id, 'first words');
    expect(await first(bob)).toMatchObject({
      type: 'dm',
      title: `${ada.username} in Project Team`,
      message: 'first words',
    });
    const last = await say(adas, id, 'last words');
    await eventually('the last words', async () => (await first(bob)).message === 'last words');
    expect(await list(bob)).toMatchObject([{ link: `/chat/dm/${id}?message=${last}` }]);
    expect(await list(eve)).toHaveLength(1);
    expect(await list(ada)).toEqual([]);
  });

  it('never say who an anonymous author is, not even to moderators', async () => {
    const [ada, moderator] = [await portal.make.user(), await portal.make.user({ role: 'moderator' })];
    await portal.fetch('/api/me/nickname', { as: ada, method: 'PUT', body: { nickname: 'Ada L' } });
    await portal.fetch('/api/me/anonymous', { as: ada, method: 'PUT', body: { anonymous: true } });
    const adas = await open(ada, 'general');
    await adas.say('general', `psst @${moderator.username}`);
    const notice = await first(moderator);
    expect(notice.title).toBe('Anonymous mentioned you in #general');
    expect(JSON.stringify(notice)).not.toMatch(new RegExp(`${ada.username}|Ada L`));
  });

  it('tell nothing to whoever blocked, muted or has read it', async () => {
    const [ada, bob, eve] = await users();
    const judge = await portal.make.user();
    const id = await conversation(ada, bob, eve, judge);
    const adas = await open(ada);
    await portal.fetch(`/api/users/${ada.id}/block`, { as: bob, method: 'POST' });
    await portal.fetch(`/api/dm/conversations/${id}/mute`, { as: eve, body: { muted: true } });
    const judges = await open(judge);
    await say(adas, id, 'for the judge');
    expect(await first(judge)).toMatchObject({ type: 'dm', is_read: false });
    // Who reads it knows it.
    await judges.ask({ type: 'dm_mark_read', conversation_id: id });
    expect(await first(judge)).toMatchObject({ is_read: true });

    portal.get(MessageNotices).readFirstMs = READ_FIRST_MS;
    await say(adas, id, 'read at once');
    await judges.ask({ type: 'dm_mark_read', conversation_id: id });
    const general = await open(ada, 'general');
    await general.say('general', `@${judge.username}`);
    await eventually('what comes later', async () => (await first(judge)).type === 'mention');
    expect((await list(judge)).map(({ message }: { message: string }) => message)).toEqual([
      `@${judge.username}`,
      'for the judge',
    ]);
    expect([await list(bob), await list(eve)]).toEqual([[], []]);
  });

  it('say no more what was deleted', async () => {
    const [ada, bob] = await users();
    const adas = await open(ada, 'general');
    const id = await adas.say('general', `regrets @${bob.username}`);
    expect((await first(bob)).message).toContain('regrets');
    await adas.ask({ type: 'delete', message_id: id });
    expect(await first(bob)).toMatchObject({ message: 'This message is no longer there.', link: null });
  });

  it('tell of a message once, however often the event comes', async () => {
    const [ada, bob] = await users();
    const adas = await open(ada, 'general');
    const id = await adas.say('general', `again @${bob.username}`);
    const { id: told } = await first(bob);
    await portal.fetch(`/api/notifications/${told}/read`, { as: bob, method: 'POST' });
    const [{ payload }] = await portal
      .get(DataSource)
      .query(`SELECT payload FROM outbox WHERE (payload->>'message_id')::bigint = $1`, [id]);
    await portal.get(TellOfMessageProcessor).tell(payload as MessagePostedEvent);
    expect(await list(bob)).toMatchObject([{ id: told, is_read: true }]);
  });

  it('leave no words in events and jobs', async () => {
    const [ada, bob] = await users();
    const adas = await open(ada, 'general');
    const id = await adas.say('general', `confidential-walrus @${bob.username}`);
    await first(bob);
    const { manager } = portal.get(DataSource);
    expect((await portal.get(MessageReader).load([id]))[0]!.text).toContain('confidential-walrus');
    const tables = await manager.query(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables as { name: string }[]) {
      const [{ count }] = await manager.query(`SELECT count(*)::int FROM ${name} t WHERE t::text ~ 'walrus'`);
      expect(count, name).toBe(0);
    }
  });
});
