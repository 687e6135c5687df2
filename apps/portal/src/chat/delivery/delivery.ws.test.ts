import { DataSource, QueryFailedError } from 'typeorm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EventBus } from '#libs/events';
import { ChatClient, type TestUser, usePortal } from '#libs/testing';

describe('delivery', () => {
  const portal = usePortal();
  const clients: ChatClient[] = [];
  afterEach(() => {
    vi.restoreAllMocks();
    for (const client of clients.splice(0)) client.close();
  });

  const inChannel = async (user: TestUser, channel: string, url = portal.url): Promise<ChatClient> => {
    const client = await ChatClient.open(url, user.token);
    clients.push(client);
    await client.join(channel);
    return client;
  };

  it('knows who was removed before it delivers what was said after that', async () => {
    const sibling = (await portal.startSibling())!;
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const body = { name: 'secret', visibility: 'private' };
    const { id } = (await portal.fetch('/api/chat/channels', { as: ada, body })).body as { id: number };
    await portal.fetch(`/api/chat/channels/${id}/members`, { as: ada, body: { user_id: bob.id } });
    const [adas, bobs] = [await inChannel(ada, 'secret', sibling), await inChannel(bob, 'secret')];
    await adas.say('secret', 'for both');
    await bobs.next('message');
    // Events may be late; this process hears of none.
    vi.spyOn(portal.get(EventBus), 'receive').mockImplementation(() => undefined);
    const url = `${sibling}/api/chat/channels/${id}/members/${bob.id}`;
    await fetch(url, { method: 'DELETE', headers: { authorization: `Bearer ${ada.token}` } });
    const last = await adas.say('secret', 'for one');
    await adas.next('message', (frame) => frame.id === last);
    const witness = await inChannel(ada, 'secret');
    await witness.next('history', ({ messages }) => messages.at(-1)?.id === last);
    await bobs.settle();
    expect(bobs.of('message').map(({ message }) => message)).toEqual(['for both']);
  });

  it('sends everybody away to resume when it may have missed something', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [await inChannel(ada, 'general'), await inChannel(bob, 'general')];
    const known = await adas.say('general', 'heard');
    const { seq } = await bobs.next('message', ({ id }) => id === known);
    await portal
      .get(DataSource)
      .query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'portal-listen' AND datname = current_database()`,
      );
    const unheard = await adas.say('general', 'said to the deaf');
    await expect(bobs.next('pong')).rejects.toThrow('1012 server.draining');
    const back = await inChannel(bob, 'general');
    await back.join('general', seq);
    expect((await back.next('resumed')).messages.map(({ id }) => id)).toEqual([unheard]);
  });

  it('stores a batch once though nobody heard that it was committed', async () => {
    const adas = await inChannel(await portal.make.user(), 'general');
    const dataSource = portal.get(DataSource);
    const transaction = dataSource.transaction.bind(dataSource) as (run: unknown) => Promise<unknown>;
    vi.spyOn(dataSource, 'transaction').mockImplementationOnce(async (run: unknown) => {
      await transaction(run);
      throw new QueryFailedError('COMMIT', [], new Error('Connection terminated unexpectedly'));
    });
    await expect(adas.say('general', 'perhaps')).rejects.toThrow('server.unavailable');
    const last = await adas.say('general', 'surely');
    await adas.next('message', ({ id }) => id === last);
    expect(adas.of('message').map(({ message }) => message)).toEqual(['perhaps', 'surely']);
  });

  it('does not quote to anybody whom they have blocked', async () => {
    const [ada, bob, cleo] = await Promise.all([portal.make.user(), portal.make.user(), portal.make.user()]);
    const adas = await inChannel(ada, 'general');
    const id = await adas.say('general', 'unwelcome words');
    const bobs = await inChannel(bob, 'general');
    await portal.fetch(`/api/users/${ada.id}/block`, { as: bob, method: 'POST' });
    const reply = await (await inChannel(cleo, 'general')).say('general', 'an answer', { reply_to: id });
    const seen = await bobs.next('message', (frame) => frame.id === reply);
    expect(seen).toMatchObject({ message: 'an answer', reply_to: id });
    expect(seen).not.toHaveProperty('reply_preview');
    const { messages } = await (await inChannel(bob, 'general')).next('history');
    expect(JSON.stringify(messages)).not.toContain('unwelcome words');
    expect(await adas.next('message', (frame) => frame.id === reply)).toHaveProperty('reply_preview.id', id);
  });

  it('tells whoever is not shown a change that it misses none', async () => {
    const [ada, bob, cleo] = await Promise.all([portal.make.user(), portal.make.user(), portal.make.user()]);
    const [adas, bobs, cleos] = await Promise.all([ada, bob, cleo].map((user) => inChannel(user, 'general')));
    await portal.fetch(`/api/users/${ada.id}/block`, { as: bob, method: 'POST' });
    const { seq: before } = await bobs!.next('channel_info');
    const hidden = await adas!.say('general', 'not for bob');
    await adas!.ask({ type: 'edit_message', message_id: hidden, message: 'nor this' });
    const last = await cleos!.say('general', 'for all');
    const { seq } = await bobs!.next('message', ({ id }) => id === last);
    const known = bobs!.frames.flatMap((frame) =>
      frame.type === 'skipped'
        ? [{ from: frame.from_seq, to: frame.seq }]
        : frame.type === 'message'
          ? [{ from: frame.seq, to: frame.seq }]
          : [],
    );
    expect(known.map(({ from }) => from)).toEqual([before + 1, ...known.slice(0, -1).map(({ to }) => to + 1)]);
    expect(known.at(-1)!.to).toBe(seq);
    const fields = new Set(bobs!.of('skipped').flatMap((frame) => Object.keys(frame)));
    expect([...fields].toSorted()).toEqual(['channel', 'from_seq', 'seq', 'type']);
    expect(adas!.of('skipped')).toEqual([]);
  });
});
