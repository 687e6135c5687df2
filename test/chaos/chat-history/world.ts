import { createHash } from 'node:crypto';
import type pg from 'pg';

export interface Person {
  id: number;
  name: string;
  isModerator: boolean;
  key: string;
}

export interface Channel {
  id: number;
  name: string;
  isPrivate: boolean;
}

/** What a word in a text says of it: where, by whom and when it was written. */
export interface Mark {
  room: string;
  author: string;
  at: number;
}

const MARK = /⟦(\w+) (\w+) (\d+)⟧/g;

/** Who may see what, as the checker itself has arranged it. */
export class World {
  readonly people: Person[] = [];
  readonly channels = new Map<string, Channel>();
  /** `person channel`: when the right ended; texts from before may still be on their way. */
  private readonly shut = new Map<string, number>();
  private readonly members = new Set<string>();
  private readonly blocks = new Map<string, number>();
  private readonly everBlocked = new Set<string>();
  private clock = 0;
  readonly violations: string[] = [];

  constructor(readonly database: pg.Client) {}

  fail(what: string): void {
    this.violations.push(what);
    if (this.violations.length <= 20) console.error(`VIOLATION ${what}`);
  }

  async addPerson(name: string, isModerator = false): Promise<Person> {
    const key = `portal_${createHash('sha256').update(`${name} ${process.pid}`).digest('base64url')}`;
    const { rows } = await this.database.query<{ id: number }>(
      `WITH u AS (INSERT INTO users (username, role) VALUES ($1, $2) RETURNING id)
       INSERT INTO api_keys (user_id, name, key_hash, key_prefix, scopes)
       SELECT id, 'history', $3, $4, '*' FROM u RETURNING user_id AS id`,
      [name, isModerator ? 'moderator' : 'user', createHash('sha256').update(key).digest(), key.slice(0, 10)],
    );
    const person = { id: rows[0]!.id, name, isModerator, key };
    this.people.push(person);
    return person;
  }

  personById(id: number): Person | undefined {
    return this.people.find((person) => person.id === id);
  }

  /** A text nobody else writes. */
  text(channel: Channel, author: Person): string {
    return `said ⟦${channel.name} ${author.name} ${++this.clock}⟧`;
  }

  maySee({ name, isPrivate }: Channel, person: Person): boolean {
    return !isPrivate || this.members.has(`${person.name} ${name}`);
  }

  admit(channel: Channel, person: Person): void {
    this.members.add(`${person.name} ${channel.name}`);
    this.shut.delete(`${person.name} ${channel.name}`);
  }

  exclude(channel: Channel, person: Person): void {
    this.members.delete(`${person.name} ${channel.name}`);
    this.shut.set(`${person.name} ${channel.name}`, this.clock);
  }

  setBlock(blocker: Person, blocked: Person, isBlocked: boolean): void {
    const pair = `${blocker.name} ${blocked.name}`;
    this.everBlocked.add(pair);
    if (isBlocked) this.blocks.set(pair, this.clock);
    else this.blocks.delete(pair);
  }

  isBlocked(blocker: Person, blocked: Person): boolean {
    return this.blocks.has(`${blocker.name} ${blocked.name}`);
  }

  /** What came while the block was in force is not sent when it ends. */
  mayLack(receiver: Person, authorId: number | null): boolean {
    const author = authorId === null ? undefined : this.personById(authorId);
    return author !== undefined && this.everBlocked.has(`${receiver.name} ${author.name}`);
  }

  /** Looks for texts in whatever a person was sent. */
  inspect(receiver: Person, raw: string): void {
    for (const [, room = '', , at = ''] of raw.matchAll(MARK)) {
      const channel = this.channels.get(room);
      const shutAt = this.shut.get(`${receiver.name} ${room}`) ?? 0;
      if (channel && !this.maySee(channel, receiver) && Number(at) > shutAt) {
        this.fail(`${receiver.name} is not in ${room} and was sent: ${raw}`);
      }
    }
  }

  /** The same for texts whose author the receiver was told: missing anonymous ones would tell who wrote them. */
  inspectSigned(receiver: Person, text: string): void {
    for (const [, , author = '', at = ''] of text.matchAll(MARK)) {
      const blockedAt = this.blocks.get(`${receiver.name} ${author}`);
      if (blockedAt !== undefined && Number(at) > blockedAt) {
        this.fail(`${receiver.name} has blocked ${author} and was sent: ${text}`);
      }
    }
  }
}
