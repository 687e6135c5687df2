import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';
import { SearchWorld } from './search-world.js';

describe('GET /api/chat/search', () => {
  const portal = usePortal();
  const world = new SearchWorld(portal);
  let ada: TestUser;
  let bob: TestUser;
  let room: number;

  beforeAll(async () => {
    ada = await portal.make.user({ username: 'Ada' });
    bob = await portal.make.user({ username: 'bob' });
    room = await world.channel(ada, 'everything');
  });

  it('answers as specification A prints it', async () => {
    const dm = await world.direct(ada, bob);
    const first = await world.say(room, ada, 'Has anyone tried the new deployment script?');
    const second = await world.say(dm, bob, 'I deployed it yesterday, works great');
    expect(await world.search(ada, { q: 'deploy' })).toEqual({
      results: [
        {
          ...{ id: second, source: 'dm', conversation_id: dm, conversation_name: 'bob', seq: 1 },
          ...{ user_id: bob.id, username: 'bob', nickname: null, role: 'user', anonymous: false },
          avatar: { color: null, emoji: null, initials: null },
          message: 'I deployed it yesterday, works great',
          created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          highlights: [{ start: 2, end: 8 }],
        },
        expect.objectContaining({ id: first, source: 'channel', channel_id: room, channel_name: 'everything' }),
      ],
      ...{ total: 2, more: false, limit: 25, offset: 0 },
    });
  });

  it('puts whole words before beginnings before parts of words, each newest first', async () => {
    for (const text of ['port', 'portal', 'transport', 'a port', 'portals', 'Support!'])
      await world.say(room, bob, text);
    expect(await world.texts(ada, { q: 'port' })).toEqual([
      ...['a port', 'port'],
      ...['portals', 'portal'],
      ...['Support!', 'transport'],
    ]);
  });

  it('wants all words, and words in quotes side by side', async () => {
    await world.say(room, ada, 'the quick brown fox');
    await world.say(room, ada, 'a fox that is quick');
    expect(await world.texts(bob, { q: 'fox quick' })).toHaveLength(2);
    expect(await world.texts(bob, { q: '"quick brown"' })).toEqual(['the quick brown fox']);
    expect(await world.texts(bob, { q: 'fox slow' })).toEqual([]);
  });

  it.each([
    ['naïve', 'The NAIVE approach'],
    ['ZÜRICH', 'zürich tomorrow'],
    ['天気', '今日は天気がいいですね'],
    ['привет', 'Привет, мир'],
    ['🦊🌲', 'seen: 🦊🌲'],
    ['사랑', '사랑해요'],
  ])('finds %j in %j', async (q, text) => {
    await world.say(room, ada, text);
    expect(await world.texts(bob, { q })).toContain(text);
  });

  it('pages through the same order', async () => {
    for (let number = 0; number < 60; number++) await world.say(room, ada, `paged ${number}`);
    const pages = await Promise.all([0, 25, 50, 75].map((offset) => world.texts(bob, { q: 'paged', offset })));
    expect(pages.map(({ length }) => length)).toEqual([25, 25, 10, 0]);
    expect(pages.flat()).toEqual(Array.from({ length: 60 }, (_, at) => `paged ${59 - at}`));
    expect(await world.search(bob, { q: 'paged', limit: 999 })).toMatchObject({ total: 50, more: true, limit: 50 });
  });

  it('counts some more than the page, and says that there are more', async () => {
    await world.say(room, ada, 'plentiful');
    await Promise.all(Array.from({ length: 230 }, (_, at) => world.say(room, ada, `plentiful${at}`)));
    await Promise.all(Array.from({ length: 30 }, (_, at) => world.say(room, ada, `replentifully ${at}`)));
    const found = (query: object) => world.search(bob, { q: 'plentiful', limit: 50, ...query });
    expect(await found({ limit: 1 })).toMatchObject({ results: [{ message: 'plentiful' }], total: 50, more: true });
    expect(await found({ offset: 150 })).toMatchObject({ total: 200, more: true });
    const last = await found({ offset: 250 });
    expect(last).toMatchObject({ total: 261, more: false });
    expect(last.results).toHaveLength(11);
  });

  it('puts a few whole words and beginnings before parts of words that many have', async () => {
    const say = (count: number, word: string) =>
      Promise.all(Array.from({ length: count }, () => world.say(room, ada, word)));
    await say(3, 'olive');
    await say(5, 'olives');
    await say(260, 'unolived');
    await say(2, 'olive');
    const found = await world.search(bob, { q: 'olive', limit: 50 });
    expect(found).toMatchObject({ total: 50, more: true });
    const texts = found.results.map(({ message }: { message: string }) => message);
    expect(texts).toEqual([
      ...Array<string>(5).fill('olive'),
      ...Array<string>(5).fill('olives'),
      ...Array<string>(40).fill('unolived'),
    ]);
    const ids = found.results.slice(10).map(({ id }: { id: number }) => id);
    expect(ids).toEqual(ids.toSorted((a: number, b: number) => b - a));
  });

  it('searches where it is told to', async () => {
    const dm = await world.direct(ada, bob);
    const group = await world.group(ada, [bob], 'Project');
    const other = await world.channel(ada, 'elsewhere');
    for (const [place, id] of Object.entries({ room, other, dm, group }))
      await world.say(id, ada, `whereabouts ${place}`);
    const found = (query: object) => world.texts(bob, { q: 'whereabouts', ...query });
    expect(await found({})).toHaveLength(4);
    expect(await found({ scope: 'channels' })).toEqual(['whereabouts other', 'whereabouts room']);
    expect(await found({ scope: 'dms' })).toEqual(['whereabouts group', 'whereabouts dm']);
    expect(await found({ channel_id: other })).toEqual(['whereabouts other']);
    expect(await found({ conversation_id: group })).toEqual(['whereabouts group']);
    const nowhere = [
      { channel_id: dm },
      { conversation_id: other },
      { channel_id: room, conversation_id: dm },
      { channel_id: room, scope: 'dms' },
      { channel_id: 2_000_000_000 },
    ];
    for (const query of nowhere) expect(await found(query), JSON.stringify(query)).toEqual([]);
    const { results } = await world.search(bob, { q: 'whereabouts', scope: 'dms' });
    expect(results.map((result: { conversation_name: string }) => result.conversation_name)).toEqual([
      'Project',
      'Ada',
    ]);
  });

  it('filters by sender, image and time', async () => {
    await world.say(room, ada, 'filtered by ada');
    await world.say(room, bob, 'filtered by bob', { imageUrl: '/static/uploads/chat/a.webp' });
    const old = await world.say(room, bob, 'filtered of old');
    await world.say(room, null, 'filtered by a hook', { senderName: 'bob' });
    await portal.get(DataSource).query(`UPDATE messages SET created_at = '2026-02-11T12:00:00Z' WHERE id = $1`, [old]);
    const found = (query: object) => world.texts(ada, { q: 'filtered', ...query });
    expect(await found({ from: 'ADA' })).toEqual(['filtered by ada']);
    expect(await found({ from: 'bob' })).toEqual(['filtered of old', 'filtered by bob']);
    expect(await found({ from: 'nobody' })).toEqual([]);
    expect(await found({ has: 'image' })).toEqual(['filtered by bob']);
    expect(await found({ before: '2026-02-11T12:00:01' })).toEqual(['filtered of old']);
    expect(await found({ before: '2026-02-11T13:00:01+01:00' })).toEqual(['filtered of old']);
    expect(await found({ before: '2026-02-11T12:00:00Z' })).toEqual([]);
    expect(await found({ before: '2026-02-12', after: '2026-02-11' })).toEqual(['filtered of old']);
    expect(await found({ after: '2026-02-12' })).toHaveLength(3);
    expect(await found({ after: '9000-01-01' })).toEqual([]);
  });

  it('reaches back through all windows of ids', async () => {
    const { manager } = portal.get(DataSource);
    const jump = (to: number) =>
      manager.query(`SELECT setval(pg_get_serial_sequence('messages', 'id'), $1)`, [to]) as Promise<unknown>;
    for (const id of [100_000, 900_000, 2_000_000, 40_000_000]) {
      await jump(id);
      await world.say(room, ada, `faraway ${id}`);
    }
    const expected = [40_000_000, 2_000_000, 900_000, 100_000].map((id) => `faraway ${id}`);
    expect(await world.texts(bob, { q: 'faraway' })).toEqual(expected);
    expect(await world.texts(bob, { q: 'araw', channel_id: room })).toEqual(expected);
    expect(await world.texts(bob, { q: 'quick brown' })).toHaveLength(1);
  });

  it.each([
    ['', 'q'],
    ['q=x', 'q'],
    [`q=${'x'.repeat(201)}`, 'q'],
    ['q=ok&scope=everywhere', 'scope'],
    ['q=ok&has=video', 'has'],
    ['q=ok&limit=-1', 'limit'],
    ['q=ok&offset=x', 'offset'],
    ['q=ok&channel_id=0', 'channel_id'],
    ['q=ok&before=yesterday', 'before'],
    ['q=ok&before=2026-W07-4', 'before'],
    ['q=ok&after=0000-01-01', 'after'],
  ])('refuses ?%s', async (query, field) => {
    const { status, body } = await portal.fetch(`/api/chat/search?${query}`, { as: ada });
    expect({ status, code: body.code }).toEqual({ status: 400, code: 'request.invalid' });
    expect(body.details).toEqual([expect.objectContaining({ field })]);
  });
});

describe('searching too often', () => {
  const portal = usePortal({ PORTAL_RATE_LIMITS: 'on' });

  it('ends after ten a minute, a user, whatever the credential', async () => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const key = await portal.make.apiKey(ada.id);
    const search = (as: TestUser | string) => portal.fetch('/api/chat/search?q=ok', { as });
    const first = await search(ada);
    const figures = ['limit', 'remaining'].map((name) => first.headers.get(`x-ratelimit-${name}`));
    expect([first.status, ...figures]).toEqual([200, '10', '9']);
    for (let at = 1; at < 10; at++) expect((await search(at % 2 ? key : ada)).status).toBe(200);
    const refused = await search(ada);
    expect([refused.status, refused.body.code]).toEqual([429, 'rate.exceeded']);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await search(key)).status).toBe(429);
    expect((await search(bob)).status).toBe(200);
    expect((await portal.fetch('/api/me', { as: ada })).status).toBe(200);
  });
});
