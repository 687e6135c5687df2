import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager, QueryFailedError } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { PreparedStatement } from '#libs/database';
import { EventBus } from '#libs/events';
import { MessagePosted } from '../chat.events.js';
import type { RoomChange } from '../delivery/room-change.js';
import { RoomFeed } from '../delivery/room-feed.js';
import { RoomKeys } from '../rooms/room-keys.js';
import { RoomRights } from '../rooms/room-rights.js';
import type { RoomInfo } from '../rooms/rooms.js';
import { MessageIndex } from './message-index.js';
import { lockRooms, type RoomPlace, takePlaces } from './room-places.js';
import { bodyAt, pollAt, type StoredMessage, type StoredParent } from './stored-message.js';

/** A message that may be stored: everything about it has been checked. */
export interface NewMessage {
  room: RoomInfo;
  /** Null for webhooks, which give themselves a name. */
  userId: number | null;
  senderName?: string | undefined;
  text: string;
  imageUrl?: string | undefined;
  parent?: StoredParent | undefined;
  mentions: number[];
  mentionsHere: boolean;
  nonce?: string | undefined;
  poll?: NewPoll | undefined;
}

export interface NewPoll {
  question: string;
  options: string[];
  allowMultiple: boolean;
  anonymousVotes: boolean;
  closesAt: Date | null;
}

export interface Posted {
  id: number;
  seq: number;
  createdAt: Date;
  /** The nonce had been used: this is what was stored then. */
  isDuplicate: boolean;
}

interface Draft {
  message: NewMessage;
  resolve: (posted: Posted) => void;
  reject: (error: unknown) => void;
}

/** Messages one transaction stores at most. */
const MAX_BATCH = 200;
/** Messages that may wait for theirs. */
const MAX_WAITING = 10_000;

/**
 * Stores messages, as many as have come together, in one transaction. Rooms are locked in the order of their ids, so that
 * a room's messages have ids and `seq`s in the order of their commits, whichever process wrote them.
 */
@Injectable()
export class MessageWriter {
  private waiting: Draft[] = [];
  private isWriting = false;

  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: RoomKeys,
    private readonly feed: RoomFeed,
    private readonly index: MessageIndex,
    private readonly events: EventBus,
    private readonly rights: RoomRights,
  ) {}

  /**
   * Resolves when it is on disk; it is delivered after that.
   * @throws DomainError channel.not_found, conversation.not_found — the room is gone, or the author from it; user.blocked;
   *   server.unavailable — too many wait
   */
  async write(message: NewMessage): Promise<Posted> {
    await this.keys.get(message.room.id);
    if (this.waiting.length >= MAX_WAITING) throw new DomainError('server.unavailable');
    return new Promise((resolve, reject) => {
      this.waiting.push({ message, resolve, reject });
      if (!this.isWriting) void this.writeAll();
    });
  }

  private async writeAll(): Promise<void> {
    this.isWriting = true;
    // What arrives in the same turn is stored together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, MAX_BATCH);
      try {
        await this.store(batch);
      } catch (error) {
        // One bad message must not take the others with it.
        if (isUndone(error)) for (const draft of batch) await this.store([draft]).catch(draft.reject);
        else for (const { reject } of batch) reject(new DomainError('server.unavailable', { cause: error }));
      }
    }
    this.isWriting = false;
  }

  private async store(batch: readonly Draft[]): Promise<void> {
    let stored: StoredMessage[] = [];
    let duplicates = new Map<Draft, Posted>();
    let refused = new Map<Draft, DomainError>();
    let fresh: Draft[] = [];
    try {
      await this.dataSource.transaction(async (tx) => {
        // Asked together, answered one after the other.
        const [closed, found] = await Promise.all([
          lockRooms(tx, roomIdsOf(batch.map(({ message }) => message))),
          findDuplicates(batch, tx),
        ]);
        duplicates = found;
        fresh = batch.filter((draft) => !duplicates.has(draft));
        refused = await this.findRefused(fresh, closed, tx);
        fresh = fresh.filter((draft) => !refused.has(draft));
        if (fresh.length > 0)
          stored = await this.insert(
            fresh.map(({ message }) => message),
            tx,
          );
      });
    } catch (error) {
      this.feed.withdraw(stored);
      throw error;
    }
    for (const [draft, posted] of duplicates) draft.resolve(posted);
    for (const [draft, error] of refused) draft.reject(error);
    fresh.forEach((draft, index) => {
      const { id, seq, createdAt } = stored[index]!;
      draft.resolve({ id, seq, createdAt, isDuplicate: false });
    });
  }

  private async findRefused(
    drafts: readonly Draft[],
    closed: ReadonlySet<number>,
    tx: EntityManager,
  ): Promise<Map<Draft, DomainError>> {
    const voices = drafts.flatMap((draft) => {
      const { room, userId } = draft.message;
      return userId !== null && closed.has(room.id) ? [{ draft, room, userId }] : [];
    });
    const refusals = voices.length > 0 ? await this.rights.refusals(voices, tx) : new Map();
    return new Map(voices.flatMap((voice) => (refusals.has(voice) ? [[voice.draft, refusals.get(voice)!]] : [])));
  }

  private async insert(messages: readonly NewMessage[], tx: EntityManager): Promise<StoredMessage[]> {
    const places = await takePlaces(tx, roomIdsOf(messages));
    const texts = messages.flatMap(({ room, text }, index) =>
      text === '' ? [] : [{ messageId: places[index]!.id, roomId: room.id, text }],
    );
    const changes = places.map(({ id, seq }, index): RoomChange => {
      return { r: messages[index]!.room.id, s: seq, m: id, k: 'posted' };
    });
    const [stored] = await Promise.all([
      this.insertRows(messages, places, tx),
      this.index.add(tx, texts),
      this.feed.announce(changes, tx),
    ]);
    await this.insertPolls(stored, messages, tx);
    for (const [index, message] of messages.entries()) await this.publish(message, stored[index]!, tx);
    this.feed.keep(stored);
    return stored;
  }

  /** Whether the author is anonymous is read here: what was chosen a moment ago must hold. */
  private async insertRows(
    messages: readonly NewMessage[],
    places: readonly RoomPlace[],
    tx: EntityManager,
  ): Promise<StoredMessage[]> {
    const bodies = messages.map(({ room, text }, index) => {
      const { id } = places[index]!;
      return this.keys.peek(room.id)!.seal(text, bodyAt(id));
    });
    const rows = await INSERT.run(tx, [
      places.map(({ id }) => id),
      messages.map(({ room }) => room.id),
      places.map(({ seq }) => seq),
      messages.map(({ userId }) => userId),
      messages.map(({ senderName }) => senderName ?? null),
      bodies,
      messages.map(({ imageUrl }) => imageUrl ?? null),
      messages.map(({ parent }) => parent?.id ?? null),
      messages.map(({ mentions }) => `{${mentions.join(',')}}`),
      messages.map(({ mentionsHere }) => mentionsHere),
      messages.map(({ nonce }) => nonce ?? null),
      messages.map(({ room }) => room.kind === 'channel'),
    ]);
    const byId = new Map(rows.map((row) => [Number(row.id), row]));
    return messages.map((message, index) => {
      const { id, seq } = places[index]!;
      const { anonymous, created_at } = byId.get(id)!;
      return storedMessage(message, { id, seq, anonymous, createdAt: created_at });
    });
  }

  private async insertPolls(
    stored: StoredMessage[],
    messages: readonly NewMessage[],
    tx: EntityManager,
  ): Promise<void> {
    for (const [index, { poll, room, userId }] of messages.entries()) {
      if (!poll) continue;
      const message = stored[index]!;
      const content = JSON.stringify({ question: poll.question, options: poll.options });
      const [{ id }] = (await tx.query(
        `INSERT INTO polls (message_id, content, option_count, allow_multiple, anonymous_votes, closes_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
        [
          message.id,
          this.keys.peek(room.id)!.seal(content, pollAt(message.id)),
          poll.options.length,
          poll.allowMultiple,
          poll.anonymousVotes,
          poll.closesAt,
          userId,
        ],
      )) as [{ id: number }];
      message.poll = { ...poll, id, closedAt: null, createdBy: userId, votes: new Map() };
    }
  }

  /** Only where somebody has to be told. */
  private async publish({ room, parent }: NewMessage, stored: StoredMessage, tx: EntityManager): Promise<void> {
    const { mentions, mentionsHere, userId, anonymous } = stored;
    const isConversation = room.kind !== 'channel';
    const answered = parent && parent.userId !== userId ? parent.userId : null;
    if (!isConversation && mentions.length === 0 && !mentionsHere && answered === null) return;
    const event = {
      message_id: stored.id,
      room_id: room.id,
      room_kind: room.kind,
      user_id: userId,
      anonymous,
      mentions,
      mentions_here: mentionsHere,
      reply_to_user: answered,
      participants: isConversation ? [...room.members.keys()] : [],
    };
    await this.events.publish(MessagePosted, event, tx);
  }
}

const INSERT = new PreparedStatement<{ id: string; anonymous: boolean; created_at: Date }>(
  'message_insert',
  `
  INSERT INTO messages (id, room_id, seq, rev, user_id, sender_name, body, image_url, reply_to, mentions, mentions_here, nonce, anonymous)
  SELECT n.id, n.room_id, n.seq, n.seq, n.user_id, n.sender_name, n.body, n.image_url, n.reply_to, n.mentions::int[], n.mentions_here, n.nonce,
         n.is_channel AND COALESCE(u.anonymous, false)
    FROM unnest($1::bigint[], $2::int[], $3::bigint[], $4::int[], $5::text[], $6::bytea[], $7::text[], $8::bigint[], $9::text[], $10::boolean[], $11::text[], $12::boolean[])
      AS n(id, room_id, seq, user_id, sender_name, body, image_url, reply_to, mentions, mentions_here, nonce, is_channel)
    LEFT JOIN users u ON u.id = n.user_id
  RETURNING id, anonymous, created_at`,
);

const FIND = new PreparedStatement<{ id: string; seq: string; created_at: Date; user_id: number; nonce: string }>(
  'message_find_nonces',
  `SELECT m.id, m.seq, m.created_at, m.user_id, m.nonce
     FROM messages m JOIN unnest($1::int[], $2::text[]) AS n(user_id, nonce) ON m.user_id = n.user_id AND m.nonce = n.nonce`,
);

const roomIdsOf = (messages: readonly NewMessage[]): number[] => messages.map(({ room }) => room.id);

/** PostgreSQL has said no. When it said nothing, because the connection is gone, everything may be stored. */
const isUndone = (error: unknown): boolean =>
  error instanceof DomainError || (error instanceof QueryFailedError && 'severity' in error.driverError);

/** Messages of the batch that were stored before, or earlier in the batch. Asked under the room's lock. */
const findDuplicates = async (batch: readonly Draft[], tx: EntityManager): Promise<Map<Draft, Posted>> => {
  const duplicates = new Map<Draft, Posted>();
  const named = batch.filter(({ message }) => message.nonce !== undefined && message.userId !== null);
  if (named.length === 0) return duplicates;
  const rows = await FIND.run(tx, [
    named.map(({ message }) => message.userId),
    named.map(({ message }) => message.nonce),
  ]);
  for (const draft of named) {
    const row = rows.find(({ user_id, nonce }) => user_id === draft.message.userId && nonce === draft.message.nonce);
    if (!row) continue;
    const posted = { id: Number(row.id), seq: Number(row.seq), createdAt: row.created_at, isDuplicate: true };
    duplicates.set(draft, posted);
  }
  const names = named
    .filter((draft) => !duplicates.has(draft))
    .map(({ message }) => JSON.stringify([message.userId, message.nonce]));
  // Twice in one batch: stored one by one, the second finds the first.
  if (new Set(names).size < names.length) throw new DomainError('server.unavailable');
  return duplicates;
};

const storedMessage = (
  { room, userId, senderName, text, imageUrl, parent, mentions, mentionsHere, nonce }: NewMessage,
  { id, seq, anonymous, createdAt }: { id: number; seq: number; anonymous: boolean; createdAt: Date },
): StoredMessage => ({
  id,
  roomId: room.id,
  seq,
  rev: seq,
  userId,
  senderName: senderName ?? null,
  anonymous,
  text,
  imageUrl: imageUrl ?? null,
  replyTo: parent?.id ?? null,
  parent: parent ?? null,
  mentions,
  mentionsHere,
  pinnedAt: null,
  pinnedBy: null,
  editedAt: null,
  deletedAt: null,
  deletedBy: null,
  nonce: nonce ?? null,
  createdAt,
  reactions: [],
  poll: null,
});
