import { afterAll, describe, expect, it } from 'vitest';
import { ChatClient, type TestUser, usePortal } from '#libs/testing';

describe('the chat road', () => {
  const portal = usePortal();
  const clients: ChatClient[] = [];
  afterAll(() => clients.forEach((client) => client.close()));

  const open = async (user: TestUser): Promise<ChatClient> => {
    const client = await ChatClient.open(portal.url, user.token);
    clients.push(client);
    return client;
  };
  const inChannel = async (user: TestUser, channel = 'general'): Promise<ChatClient> => {
    const client = await open(user);
    await client.join(channel);
    return client;
  };

  it('speaks as the example of the specification does', async () => {
    const ada = await portal.make.user();
    const client = await open(ada);
    client.send({ type: 'join', channel: 'general' });
    client.send({ type: 'message', channel: 'general', message: 'Hello everyone!' });
    expect(await client.next('channel_info')).toMatchObject({ name: 'general', topic: 'General discussion' });
    expect(await client.next('history')).toMatchObject({ messages: [] });
    const avatar = { color: null, emoji: null, initials: null };
    expect(await client.next('users')).toMatchObject({ users: [{ user_id: ada.id, username: ada.username, avatar }] });
    expect(await client.next('message')).toMatchObject({
      avatar,
      user_id: ada.id,
      username: ada.username,
      role: 'user',
      anonymous: false,
      message: 'Hello everyone!',
    });
  });

  it('delivers to everybody in the channel, in one order', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await inChannel(ada), await inChannel(bob)];
    await Promise.all([...Array(20).keys()].map((n) => (n % 2 ? adas : bobs).say('general', `ordered ${n}`)));
    const ordered = async (client: ChatClient): Promise<number[]> => {
      await client.next('message', () => client.of('message').length >= 20);
      return client.of('message').map(({ id }) => id);
    };
    const [first, second] = [await ordered(adas), await ordered(bobs)];
    expect(first).toEqual(second);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
  });

  it('stores a message sent twice with one nonce once', async () => {
    const client = await inChannel(await portal.make.user());
    const one = await client.ask({ type: 'message', channel: 'general', message: 'once', nonce: 'n1' });
    const two = await client.ask({ type: 'message', channel: 'general', message: 'once', nonce: 'n1' });
    expect(two).toMatchObject({ id: one.id, duplicate: true });
    await client.settle();
    expect(client.of('message').filter(({ message }) => message === 'once')).toHaveLength(1);
  });

  it('answers, edits, reacts and deletes', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await inChannel(ada), await inChannel(bob)];
    const id = await adas.say('general', 'first');
    const reply = await bobs.say('general', 'second', { reply_to: id });
    expect(await adas.next('message', (frame) => frame.id === reply)).toMatchObject({
      reply_to: id,
      reply_preview: { id, username: ada.username, message: 'first' },
    });
    await adas.ask({ type: 'edit_message', message_id: id, message: 'first, better' });
    expect(await bobs.next('message_edited')).toMatchObject({ message_id: id, new_text: 'first, better' });
    await bobs.ask({ type: 'react', message_id: id, emoji: '👍' });
    expect(await adas.next('reaction_update')).toMatchObject({
      message_id: id,
      emoji: '👍',
      user_id: bob.id,
      action: 'add',
    });
    await bobs.ask({ type: 'react', message_id: id, emoji: '👍' });
    expect(await adas.next('reaction_update')).toMatchObject({ action: 'remove' });
    await expect(bobs.ask({ type: 'delete', message_id: id })).rejects.toThrow('access.denied');
    await expect(bobs.ask({ type: 'edit_message', message_id: id, message: 'x' })).rejects.toThrow('access.denied');
    await adas.ask({ type: 'delete', message_id: id });
    expect(await bobs.next('message_deleted')).toMatchObject({ message_id: id, deleted_by: ada.id });
    const late = await inChannel(bob);
    const { messages } = await late.next('history');
    expect(messages.map((message) => message.id)).not.toContain(id);
    expect(messages.find((message) => message.id === reply)).toMatchObject({ reply_to: id });
    expect(messages.find((message) => message.id === reply)).not.toHaveProperty('reply_preview');
  });

  it('keeps whoever is anonymous unknown, but to moderators and itself', async () => {
    const [ada, bob, mod] = await Promise.all([
      portal.make.user(),
      portal.make.user(),
      portal.make.user({ role: 'moderator' }),
    ]);
    const [adas, bobs, mods] = [await inChannel(ada), await inChannel(bob), await inChannel(mod)];
    await portal.fetch('/api/me/anonymous', { as: ada, method: 'PUT', body: { anonymous: true } });
    const id = await adas.say('general', 'guess who');
    const seen = await bobs.next('message', (frame) => frame.id === id);
    expect(seen).toMatchObject({ username: 'Anonymous', anonymous: true, user_id: 0, nickname: null });
    expect(JSON.stringify(seen)).not.toContain(ada.username);
    expect(await mods.next('message', (frame) => frame.id === id)).toMatchObject({
      username: 'Anonymous',
      author: { user_id: ada.id, username: ada.username },
    });
    expect(await adas.next('message', (frame) => frame.id === id)).toMatchObject({ own: true, user_id: 0 });
    await portal.fetch('/api/me/anonymous', { as: ada, method: 'PUT', body: { anonymous: false } });
    const { messages } = await (await inChannel(bob)).next('history');
    expect(messages.find((message) => message.id === id)).toMatchObject({ username: 'Anonymous', user_id: 0 });
  });

  it.each([
    ['not json', 'not json', 'request.invalid'],
    ['no type', '{"channel":"general"}', 'request.invalid'],
    ['an unknown type', '{"type":"fly"}', 'request.invalid'],
    ['a wrong field', '{"type":"message","channel":5}', 'request.invalid'],
    ['an unknown channel', '{"type":"join","channel":"nowhere"}', 'channel.not_found'],
    ['an empty message', '{"type":"message","channel":"general","message":"  "}', 'request.invalid'],
    [
      'a message too long',
      JSON.stringify({ type: 'message', channel: 'general', message: 'x'.repeat(4_001) }),
      'request.invalid',
    ],
    ['an unknown message', '{"type":"react","message_id":99999999,"emoji":"👍"}', 'message.not_found'],
    ['text for an emoji', '{"type":"react","message_id":1,"emoji":"ok"}', 'request.invalid'],
  ])('answers %s with an error and stays open', async (_, frame, code) => {
    const client = await open(await portal.make.user());
    client.send(frame);
    expect(await client.next('error')).toMatchObject({ code });
    await client.settle();
  });

  it('resumes after an interruption with what was missed and nothing else', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await inChannel(ada), await inChannel(bob)];
    const old = await adas.say('general', 'before');
    const gone = await adas.say('general', 'to be deleted');
    const { seq } = await bobs.next('message', (frame) => frame.id === gone);
    bobs.close();
    const missed = await adas.say('general', 'while away');
    await adas.ask({ type: 'edit_message', message_id: old, message: 'before, edited' });
    await adas.ask({ type: 'delete', message_id: gone });
    const back = await open(bob);
    await back.join('general', seq);
    const resumed = await back.next('resumed');
    expect(resumed.complete).toBe(true);
    expect(resumed.messages.map(({ id }) => id)).toEqual([missed]);
    expect(resumed.changed).toMatchObject([{ id: old, message: 'before, edited' }]);
    expect(resumed.deleted).toEqual([gone]);
  });

  it('keeps what was begun for the other devices', async () => {
    const ada = await portal.make.user();
    const [one, other] = [await open(ada), await open(ada)];
    await other.ask({ type: 'subscribe' });
    await one.ask({ type: 'draft', room_id: 1, message: 'I think that' });
    expect(await other.next('draft')).toEqual({ type: 'draft', room_id: 1, message: 'I think that' });
    const later = await open(ada);
    await later.ask({ type: 'subscribe' });
    expect((await later.next('state')).drafts).toEqual([{ room_id: 1, message: 'I think that' }]);
    await one.ask({ type: 'draft', room_id: 1, message: '' });
    await later.ask({ type: 'subscribe' });
    expect((await later.next('state')).drafts).toEqual([]);
  });

  it('counts what is unread and tells of it elsewhere', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await inChannel(ada), await open(bob)];
    const stateOf = async () => {
      await bobs.ask({ type: 'subscribe' });
      return (await bobs.next('state')).channels.find(({ name }) => name === 'general')!;
    };
    const before = await stateOf();
    await adas.say('general', 'one');
    const last = await adas.say('general', `two @${bob.username}`);
    expect(await bobs.next('activity', ({ last_message_id }) => last_message_id === last)).toMatchObject({
      mentioned: true,
    });
    const after = await stateOf();
    expect([after.unread_count - before.unread_count, after.mention_count - before.mention_count]).toEqual([2, 1]);
    await bobs.ask({ type: 'mark_read', message_id: last });
    expect(await stateOf()).toMatchObject({ unread_count: 0, mention_count: 0, last_read_id: last });
    await bobs.ask({ type: 'mark_read', message_id: last - 1 });
    expect(await stateOf()).toMatchObject({ last_read_id: last });
  });

  it('counts votes, one or several, and closes', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await inChannel(ada), await inChannel(bob)];
    await adas.ask({ type: 'create_poll', channel: 'general', question: 'Tea?', options: ['yes', 'no', 'mate'] });
    const { poll, message } = await bobs.next('poll_created');
    expect(poll).toMatchObject({ question: 'Tea?', options: ['yes', 'no', 'mate'], votes: {}, total_votes: 0 });
    await bobs.ask({ type: 'vote_poll', poll_id: poll.id, option_index: 0 });
    await bobs.ask({ type: 'vote_poll', poll_id: poll.id, option_index: 2 });
    await adas.ask({ type: 'vote_poll', poll_id: poll.id, option_index: 2 });
    expect(await adas.next('poll_updated', (frame) => frame.total_votes === 2)).toMatchObject({ votes: { '2': 2 } });
    await expect(bobs.ask({ type: 'vote_poll', poll_id: poll.id, option_index: 3 })).rejects.toThrow('request.invalid');
    await expect(bobs.ask({ type: 'close_poll', poll_id: poll.id })).rejects.toThrow('access.denied');
    await adas.ask({ type: 'close_poll', poll_id: poll.id });
    expect(await bobs.next('poll_closed')).toMatchObject({ poll_id: poll.id, message_id: message.id });
    await expect(bobs.ask({ type: 'vote_poll', poll_id: poll.id, option_index: 1 })).rejects.toThrow('poll.closed');
  });

  it('hides private channels from whoever is not a member, and shows out who ceases to be one', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const created = await portal.fetch('/api/chat/channels', {
      as: ada,
      body: { name: 'secret', visibility: 'private' },
    });
    expect(created.status).toBe(201);
    const bobs = await open(bob);
    await expect(bobs.ask({ type: 'join', channel: 'secret' })).rejects.toThrow('channel.not_found');
    const members = `/api/chat/channels/${created.body.id}/members`;
    expect((await portal.fetch(members, { as: ada, body: { user_id: bob.id } })).status).toBe(200);
    await bobs.join('secret');
    const adas = await inChannel(ada, 'secret');
    await adas.say('secret', 'between us');
    await bobs.next('message');
    expect((await portal.fetch(`${members}/${bob.id}`, { as: ada, method: 'DELETE' })).status).toBe(200);
    await expect(bobs.ask({ type: 'message', channel: 'secret', message: 'hello?' })).rejects.toThrow(
      'channel.not_found',
    );
    await adas.say('secret', 'alone again');
    await bobs.settle();
    expect(bobs.of('message').map(({ message }) => message)).toEqual(['between us']);
  });

  it('does not deliver what the receiver has blocked', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await inChannel(ada), await inChannel(bob)];
    bobs.send({ type: 'block_user', user_id: ada.id });
    expect(await bobs.next('user_blocked')).toEqual({ type: 'user_blocked', user_id: ada.id, username: ada.username });
    const hidden = await adas.say('general', 'not for bob');
    const own = await bobs.say('general', 'from bob');
    await bobs.next('message', ({ id }) => id === own);
    expect(bobs.of('message').map(({ id }) => id)).not.toContain(hidden);
    expect(await adas.next('message', ({ id }) => id === own)).toBeDefined();
  });

  it('does not quote in a thread whom its reader has blocked', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await inChannel(ada), await inChannel(bob)];
    const parent = await adas.say('general', 'quoted by nobody');
    const id = await bobs.say('general', 'an answer', { reply_to: parent });
    bobs.send({ type: 'block_user', user_id: ada.id });
    await bobs.next('user_blocked');
    const { messages } = (await portal.fetch(`/api/chat/thread/${id}`, { as: bob })).body;
    expect(messages).toMatchObject([{ id, reply_to: parent }]);
    expect(JSON.stringify(messages)).not.toContain('quoted by nobody');
  });

  it('does not tell by a block who is anonymous', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await inChannel(ada), await inChannel(bob)];
    bobs.send({ type: 'block_user', user_id: ada.id });
    await bobs.next('user_blocked');
    await portal.fetch('/api/me/anonymous', { as: ada, method: 'PUT', body: { anonymous: true } });
    const id = await adas.say('general', 'nobody knows');
    expect(await bobs.next('message', (message) => message.id === id)).toMatchObject({ username: 'Anonymous' });
    const { messages } = await (await inChannel(bob)).next('history');
    expect(messages.map((message) => message.id)).toContain(id);
    const thread = await portal.fetch(`/api/chat/thread/${id}`, { as: bob });
    expect(thread.body.messages).toMatchObject([{ id, username: 'Anonymous' }]);
  });
});

describe('the limits of chat', () => {
  const portal = usePortal({ PORTAL_RATE_LIMITS: 'on' });

  it('are five messages in five seconds, and the socket stays', async () => {
    const client = await ChatClient.open(portal.url, (await portal.make.user()).token);
    await client.join('general');
    for (let n = 0; n < 6; n++) client.send({ type: 'message', channel: 'general', message: `fast ${n}` });
    expect(await client.next('error')).toMatchObject({
      code: 'message.too_fast',
      message: "Slow down! You're sending messages too fast.",
      in_reply_to: 'message',
    });
    for (let n = 0; n < 5; n++) expect(await client.next('message')).toMatchObject({ message: `fast ${n}` });
    client.close();
  });

  it('close a socket that floods', async () => {
    const client = await ChatClient.open(portal.url, (await portal.make.user()).token);
    for (let n = 0; n < 1_000; n++) client.send({ type: 'ping' });
    await expect(client.next('message')).rejects.toThrow('4429 rate.exceeded');
  });
});

describe('two processes', () => {
  const portal = usePortal();

  it('are one room', async () => {
    const sibling = (await portal.startSibling())!;
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await ChatClient.open(portal.url, ada.token), await ChatClient.open(sibling, bob.token)];
    await adas.join('general');
    await bobs.join('general');
    expect(await adas.next('user_joined', ({ user_id }) => user_id === bob.id)).toMatchObject({
      username: bob.username,
    });
    await Promise.all([...Array(40).keys()].map((n) => (n % 2 ? adas : bobs).say('general', `across ${n}`)));
    const idsOf = async (client: ChatClient): Promise<number[]> => {
      while (client.of('message').length < 40) await client.next('message');
      return client.of('message').map(({ id }) => id);
    };
    const [first, second] = [await idsOf(adas), await idsOf(bobs)];
    expect(first).toEqual(second);
    expect(first).toEqual(first.toSorted((a, b) => a - b));
    const [id] = first;
    bobs.send({ type: 'react', message_id: id!, emoji: '🎉' });
    expect(await adas.next('reaction_update')).toMatchObject({ message_id: id, emoji: '🎉' });
    bobs.send({ type: 'typing', channel: 'general' });
    expect(await adas.next('typing')).toMatchObject({ username: bob.username });
    bobs.close();
    expect(await adas.next('user_left')).toMatchObject({ username: bob.username });
    adas.close();
  });
});
