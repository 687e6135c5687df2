import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { ChatMessage, Missed } from '#libs/contracts';
import { type AuthorProfile, Authors } from '../authors.js';
import { RoomKeys } from '../rooms/room-keys.js';
import { presentMessage, type Profiles, type Receiver } from './present-message.js';
import { bodyAt, pollAt, type StoredMessage, type StoredPoll } from './stored-message.js';

const COLUMNS = `m.id, m.room_id, m.seq, m.rev, m.user_id, m.sender_name, m.anonymous, m.body, m.image_url, m.reply_to,
  m.mentions, m.mentions_here, m.pinned_at, m.pinned_by, m.edited_at, m.deleted_at, m.deleted_by, m.nonce, m.created_at,
  p.user_id AS parent_user, p.sender_name AS parent_sender, p.anonymous AS parent_anonymous, p.body AS parent_body,
  CASE WHEN m.deleted_at IS NULL THEN
    (SELECT json_agg(json_build_array(emoji, users) ORDER BY first, emoji)
       FROM (SELECT emoji, json_agg(user_id ORDER BY created_at, user_id) AS users, min(created_at) AS first
               FROM message_reactions x WHERE x.message_id = m.id GROUP BY emoji) e) END AS reactions,
  (SELECT json_build_object('id', q.id, 'allowMultiple', q.allow_multiple, 'anonymousVotes', q.anonymous_votes,
          'closesAt', q.closes_at, 'closedAt', q.closed_at, 'createdBy', q.created_by,
          'content', encode(q.content, 'base64'),
          'votes', COALESCE((SELECT json_agg(json_build_array(v.option_index, v.user_id) ORDER BY v.created_at, v.user_id)
                      FROM poll_votes v WHERE v.poll_id = q.id), '[]'))
     FROM polls q WHERE q.message_id = m.id) AS poll`;

const FROM = `FROM messages m
  LEFT JOIN messages p ON p.id = m.reply_to AND p.room_id = m.room_id AND p.deleted_at IS NULL`;

interface Row {
  id: string;
  room_id: number;
  seq: string;
  rev: string;
  user_id: number | null;
  sender_name: string | null;
  anonymous: boolean;
  body: Buffer | null;
  image_url: string | null;
  reply_to: string | null;
  mentions: number[];
  mentions_here: boolean;
  pinned_at: Date | null;
  pinned_by: number | null;
  edited_at: Date | null;
  deleted_at: Date | null;
  deleted_by: number | null;
  nonce: string | null;
  created_at: Date;
  parent_user: number | null;
  parent_sender: string | null;
  parent_anonymous: boolean | null;
  parent_body: Buffer | null;
  reactions: [string, number[]][] | null;
  poll: PollRow | null;
}

interface PollRow {
  id: number;
  allowMultiple: boolean;
  anonymousVotes: boolean;
  closesAt: string | null;
  closedAt: string | null;
  createdBy: number | null;
  content: string;
  votes: [number, number][];
}

export interface PageRequest {
  beforeId?: number | undefined;
  afterId?: number | undefined;
  aroundId?: number | undefined;
  /** 1..100 */
  limit: number;
}

/** Messages of one room, oldest first. */
export interface Page {
  messages: StoredMessage[];
  hasMore: boolean;
  hasNewer: boolean;
}

/** Changes a client that was away is told of one by one; beyond it starts again. */
const MAX_MISSED = 500;
/** Characters of the message that is answered. */
const PREVIEW_CHARS = 200;

/** Reads messages and opens their texts. */
@Injectable()
export class MessageReader {
  constructor(
    private readonly dataSource: DataSource,
    private readonly keys: RoomKeys,
    private readonly authors: Authors,
  ) {}

  /** In the order of `ids`, without those that are gone. */
  async load(ids: readonly number[], tx: EntityManager = this.dataSource.manager): Promise<StoredMessage[]> {
    const found = await this.read(`WHERE m.id = ANY($1)`, [ids], tx);
    const byId = new Map(found.map((message) => [message.id, message]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async page(roomId: number, request: PageRequest, tx: EntityManager = this.dataSource.manager): Promise<Page> {
    const { beforeId, afterId, aroundId, limit } = request;
    if (aroundId !== undefined) return this.around(roomId, aroundId, limit, tx);
    const isForward = afterId !== undefined;
    const bound = isForward ? afterId : (beforeId ?? Number.MAX_SAFE_INTEGER);
    const rows = await this.read(
      `WHERE m.room_id = $1 AND m.id ${isForward ? '>' : '<'} $2 AND m.deleted_at IS NULL
       ORDER BY m.id ${isForward ? 'ASC' : 'DESC'} LIMIT $3`,
      [roomId, bound, limit + 1],
      tx,
    );
    const isLonger = rows.length > limit;
    const messages = rows.slice(0, limit);
    if (!isForward) messages.reverse();
    return isForward
      ? { messages, hasMore: true, hasNewer: isLonger }
      : { messages, hasMore: isLonger, hasNewer: beforeId !== undefined };
  }

  private async around(roomId: number, id: number, limit: number, tx: EntityManager): Promise<Page> {
    const half = Math.max(1, Math.floor(limit / 2));
    const older = await this.page(roomId, { beforeId: id + 1, limit: half }, tx);
    const newer = await this.page(roomId, { afterId: id, limit: half }, tx);
    return { messages: [...older.messages, ...newer.messages], hasMore: older.hasMore, hasNewer: newer.hasNewer };
  }

  /** What changed in a room after `seq`, deleted messages included, by the order of the changes; undefined: too much. */
  async changesAfter(roomId: number, seq: number, tx: EntityManager): Promise<StoredMessage[] | undefined> {
    const rows = await this.read(
      'WHERE m.room_id = $1 AND m.rev > $2 ORDER BY m.rev, m.id LIMIT $3',
      [roomId, seq, MAX_MISSED + 1],
      tx,
    );
    return rows.length > MAX_MISSED ? undefined : rows;
  }

  /** What a client that knew the room at `after` has to hear to know it at `seq`. */
  missedBy(changes: StoredMessage[], after: number, seq: number, profiles: Profiles, receiver: Receiver): Missed {
    const present = (messages: StoredMessage[]): ChatMessage[] =>
      messages.map((message) => presentMessage(message, profiles, receiver));
    const alive = changes.filter(({ deletedAt }) => deletedAt === null);
    const isNew = (message: StoredMessage): boolean => message.seq > after;
    return {
      seq,
      complete: true,
      messages: present(alive.filter(isNew)).toSorted((a, b) => a.id - b.id),
      changed: present(alive.filter((message) => !isNew(message))),
      deleted: changes.filter(({ deletedAt }) => deletedAt !== null).map(({ id }) => id),
    };
  }

  async pinned(roomId: number, limit: number, tx?: EntityManager): Promise<StoredMessage[]> {
    return this.read(
      'WHERE m.room_id = $1 AND m.pinned_at IS NOT NULL AND m.deleted_at IS NULL ORDER BY m.pinned_at DESC LIMIT $2',
      [roomId, limit],
      tx,
    );
  }

  /** Answers to a message, oldest first. */
  async replies(messageId: number, limit: number): Promise<StoredMessage[]> {
    return this.read('WHERE m.reply_to = $1 AND m.deleted_at IS NULL ORDER BY m.id LIMIT $2', [messageId, limit]);
  }

  /** Authors, those of the messages answered, and whoever pinned. */
  profilesOf(messages: readonly StoredMessage[]): Promise<Map<number, AuthorProfile>> {
    const ids = messages.flatMap(({ userId, parent, pinnedBy }) => [userId, parent?.userId, pinnedBy]);
    return this.authors.load(ids.filter((id): id is number => typeof id === 'number'));
  }

  async present(messages: readonly StoredMessage[], receiver: Receiver): Promise<ChatMessage[]> {
    const profiles = await this.profilesOf(messages);
    return messages.map((message) => presentMessage(message, profiles, receiver));
  }

  private async read(
    tail: string,
    parameters: unknown[],
    tx: EntityManager = this.dataSource.manager,
  ): Promise<StoredMessage[]> {
    const rows = (await tx.query(`SELECT ${COLUMNS} ${FROM} ${tail}`, parameters)) as Row[];
    for (const roomId of new Set(rows.map((row) => row.room_id))) await this.keys.get(roomId, tx);
    return rows.map((row) => this.open(row));
  }

  private open(row: Row): StoredMessage {
    const key = this.keys.peek(row.room_id)!;
    const id = Number(row.id);
    const parentId = Number(row.reply_to);
    return {
      id,
      roomId: row.room_id,
      seq: Number(row.seq),
      rev: Number(row.rev),
      userId: row.user_id,
      senderName: row.sender_name,
      anonymous: row.anonymous,
      text: row.body && key.openText(row.body, bodyAt(id)),
      imageUrl: row.image_url,
      replyTo: row.reply_to === null ? null : parentId,
      parent: row.parent_body && {
        id: parentId,
        userId: row.parent_user,
        senderName: row.parent_sender,
        anonymous: row.parent_anonymous!,
        text: previewOf(key.openText(row.parent_body, bodyAt(parentId))),
      },
      mentions: row.mentions,
      mentionsHere: row.mentions_here,
      pinnedAt: row.pinned_at,
      pinnedBy: row.pinned_by,
      editedAt: row.edited_at,
      deletedAt: row.deleted_at,
      deletedBy: row.deleted_by,
      nonce: row.nonce,
      createdAt: row.created_at,
      reactions: (row.reactions ?? []).map(([emoji, userIds]) => ({ emoji, userIds })),
      poll: row.poll && pollOf(row.poll, key.openText(Buffer.from(row.poll.content, 'base64'), pollAt(id))),
    };
  }
}

export const previewOf = (text: string): string =>
  text.length > PREVIEW_CHARS ? `${text.slice(0, PREVIEW_CHARS)}…` : text;

const pollOf = (row: PollRow, content: string): StoredPoll => {
  const { question, options } = JSON.parse(content) as Pick<StoredPoll, 'question' | 'options'>;
  const votes = new Map<number, number[]>();
  for (const [option, userId] of row.votes) votes.set(option, [...(votes.get(option) ?? []), userId]);
  return {
    id: row.id,
    question,
    options,
    allowMultiple: row.allowMultiple,
    anonymousVotes: row.anonymousVotes,
    closesAt: row.closesAt === null ? null : new Date(row.closesAt),
    closedAt: row.closedAt === null ? null : new Date(row.closedAt),
    createdBy: row.createdBy,
    votes,
  };
};
