import { createHash } from 'node:crypto';
import type pg from 'pg';

export interface Person {
  id: number;
  name: string;
  isModerator: boolean;
  key: string;
}

/** A channel or a conversation; the name of a conversation is this checker's own (`dm7`). */
export interface Room {
  id: number;
  name: string;
  kind: 'channel' | 'direct' | 'group';
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
  readonly channels = new Map<string, Room>();
  readonly conversations = new Map<string, Room>();
  /** `person room`: when the right ended; texts from before may still be on their way. */
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

  room(name: string): Room | undefined {
    return this.channels.get(name) ?? this.conversations.get(name);
  }

  conversationsOf(person: Person): Room[] {
    return [...this.conversations.values()].filter((room) => this.maySee(room, person));
  }

  membersOf(room: Room): Person[] {
    return this.people.filter((person) => this.members.has(`${person.name} ${room.name}`));
  }

  /** A text nobody else writes. */
  text(room: Room, author: Person): string {
    return `said ⟦${room.name} ${author.name} ${++this.clock}⟧`;
  }

  maySee({ name, isPrivate }: Pick<Room, 'name' | 'isPrivate'>, person: Person): boolean {
    return !isPrivate || this.members.has(`${person.name} ${name}`);
  }

  admit(room: Room, person: Person): void {
    this.members.add(`${person.name} ${room.name}`);
    this.shut.delete(`${person.name} ${room.name}`);
  }

  exclude(room: Room, person: Person): void {
    this.members.delete(`${person.name} ${room.name}`);
    this.shut.set(`${person.name} ${room.name}`, this.clock);
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

  /** Whether the receiver is not to see what the author writes in the room: in a group by a block of either of them. */
  hides({ kind }: Room, receiver: Person, author: Person): boolean {
    return this.blockedAt(kind, receiver.name, author.name) !== undefined;
  }

  /** Whether neither may write to the other. */
  areApart(room: Room): boolean {
    const [one, other] = this.membersOf(room);
    return room.kind === 'direct' && (this.isBlocked(one!, other!) || this.isBlocked(other!, one!));
  }

  /** What came while the block was in force is not sent when it ends. */
  mayLack({ kind }: Room, receiver: Person, authorId: number | null): boolean {
    const author = authorId === null ? undefined : this.personById(authorId);
    if (!author) return false;
    const isEither = kind !== 'channel' && this.everBlocked.has(`${author.name} ${receiver.name}`);
    return isEither || this.everBlocked.has(`${receiver.name} ${author.name}`);
  }

  private blockedAt(kind: Room['kind'], receiver: string, author: string): number | undefined {
    const other = kind === 'channel' ? undefined : this.blocks.get(`${author} ${receiver}`);
    return this.blocks.get(`${receiver} ${author}`) ?? other;
  }

  /** Looks for texts in whatever a person was sent. */
  inspect(receiver: Person, raw: string): void {
    for (const [, name = '', , at = ''] of raw.matchAll(MARK)) {
      const room = this.room(name);
      const shutAt = this.shut.get(`${receiver.name} ${name}`) ?? 0;
      if (room && !this.maySee(room, receiver) && Number(at) > shutAt) {
        this.fail(`${receiver.name} is not in ${name} and was sent: ${raw}`);
      }
    }
  }

  /** The same for texts whose author the receiver was told: missing anonymous ones would tell who wrote them. */
  inspectSigned(receiver: Person, text: string): void {
    for (const [, name = '', author = '', at = ''] of text.matchAll(MARK)) {
      const blockedAt = this.blockedAt(this.room(name)?.kind ?? 'channel', receiver.name, author);
      if (blockedAt !== undefined && Number(at) > blockedAt) {
        this.fail(`${receiver.name} and ${author} are apart, and it was sent: ${text}`);
      }
    }
  }
}
