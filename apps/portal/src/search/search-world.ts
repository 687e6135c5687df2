import type { Answer, Call, TestPortal, TestUser } from '#libs/testing';
import { MessageWriter, Rooms } from '../chat/index.js';

export type Query = Record<string, string | number>;

/** What the tests of the search do: rooms, messages by the service that stores all of them, and queries. */
export class SearchWorld {
  constructor(private readonly portal: TestPortal) {}

  search(as: TestUser | string, query: Query): Promise<Answer['body']> {
    const parameters = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    return this.call(`/api/chat/search?${parameters}`, { as });
  }

  /** Only the texts of what is found. */
  async texts(as: TestUser | string, query: Query): Promise<string[]> {
    const { results } = await this.search(as, query);
    return results.map(({ message }: { message: string }) => message);
  }

  channel(as: TestUser, name: string, visibility = 'public'): Promise<number> {
    return this.make(as, '/api/chat/channels', { name, visibility });
  }

  direct(as: TestUser, other: TestUser): Promise<number> {
    return this.make(as, '/api/dm/conversations', { user_id: other.id });
  }

  group(as: TestUser, others: TestUser[], name?: string): Promise<number> {
    return this.make(as, '/api/dm/conversations', { user_ids: others.map(({ id }) => id), name: name ?? null });
  }

  async say(roomId: number, user: TestUser | null, text: string, more: object = {}): Promise<number> {
    const room = (await this.portal.get(Rooms).find(roomId))!;
    const message = { room, userId: user?.id ?? null, text, mentions: [], mentionsHere: false, ...more };
    return (await this.portal.get(MessageWriter).write(message)).id;
  }

  async sayAnonymously(roomId: number, user: TestUser, text: string): Promise<number> {
    await this.setAnonymous(user, true);
    const id = await this.say(roomId, user, text);
    await this.setAnonymous(user, false);
    return id;
  }

  private async setAnonymous(as: TestUser, anonymous: boolean): Promise<void> {
    await this.call('/api/me/anonymous', { as, method: 'PUT', body: { anonymous } });
  }

  private async make(as: TestUser, path: string, body: object): Promise<number> {
    const made = await this.call(path, { as, body });
    return made.id ?? made.conversation.id;
  }

  /** @throws Error with the answer, unless it succeeded */
  async call(path: string, call: Call): Promise<Answer['body']> {
    const { status, body } = await this.portal.fetch(path, call);
    if (status < 300) return body;
    throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
  }
}
