import { DataSource } from 'typeorm';
import { beforeAll, describe, expect, it } from 'vitest';
import { ChatClient, type TestUser, usePortal } from '#libs/testing';
import { MessageWriter, Rooms } from '../chat/index.js';

describe('GET /api/chat/search', () => {
  const portal = usePortal();
  let ada: TestUser;
  let bob: TestUser;
  let eve: TestUser;
  let mod: TestUser;
  let admin: TestUser;

  beforeAll(async () => {
    [ada, bob, eve, mod, admin] = await Promise.all([
      portal.make.user({ username: 'Ada' }),
      portal.make.user({ username: 'bob' }),
      portal.make.user({ username: 'eve' }),
      portal.make.user({ role: 'moderator' }),
      portal.make.user({ role: 'admin' }),
    ]);
  });

  const search = async (as: TestUser | string, query: Record<string, string | number>) => {
    const parameters = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const { status, body } = await portal.fetch(`/api/chat/search?${parameters}`, { as });
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const texts = async (as: TestUser | string, query: Record<string, string | number>): Promise<string[]> =>
    (await search(as, query)).results.map(({ message }: { message: string }) => message);

  const makeRoom = async (as: TestUser, path: string, body: object): Promise<number> => {
    const answer = await portal.fetch(path, { as, body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id ?? answer.body.conversation.id;
  };
  const channel = (as: TestUser, name: string, visibility = 'public') =>
    makeRoom(as, '/api/chat/channels', { name, visibility });
  const group = (as: TestUser, others: TestUser[], name?: string) =>
    makeRoom(as, '/api/dm/conversations', { user_ids: others.map(({ id }) => id), ...(name && { name }) });
  const direct = (as: TestUser, other: TestUser) => makeRoom(as, '/api/dm/conversations', { user_id: other.id });

  const say = async (roomId: number, user: TestUser | null, text: string, more: object = {}): Promise<number> => {
    const room = (await portal.get(Rooms).find(roomId))!;
    const message = { room, userId: user?.id ?? null, text, mentions: [], mentionsHere: false, ...more };
    return (await portal.get(MessageWriter).write(message)).id;
  };
  const setAnonymous = (as: TestUser, anonymous: boolean) =>
    portal.fetch('/api/me/anonymous', { as, method: 'PUT', body: { anonymous } });

  it('answers as specification A prints it', async () => {
    const general = await channel(ada, 'printed');
    const dm = await direct(ada, bob);
    const first = await say(general, ada, 'Has anyone tried the new deployment script?');
    const second = await say(dm, bob, 'I deployed it yesterday, works great');
    expect(await search(ada, { q: 'deploy' })).toEqual({
      results: [
        {
          ...{ id: second, source: 'dm', conversation_id: dm, conversation_name: 'bob', seq: 1 },
          ...{ user_id: bob.id, username: 'bob', nickname: null, role: 'user', anonymous: false, avatar: null },
          message: 'I deployed it yesterday, works great',
          created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          highlights: [{ start: 2, end: 8 }],
        },
        expect.objectContaining({ id: first, source: 'channel', channel_id: general, channel_name: 'printed' }),
      ],
      ...{ total: 2, more: false, limit: 25, offset: 0 },
    });
  });
});
