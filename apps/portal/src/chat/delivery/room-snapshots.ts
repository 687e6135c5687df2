import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { MessageReader, type Page } from '../messages/message-reader.js';
import type { StoredMessage } from '../messages/stored-message.js';
import { notFound } from '../rooms/room-rights.js';
import type { RoomInfo } from '../rooms/rooms.js';

const MAX_PAGE = 100;
const MAX_PINNED = 50;

/** A room as of one moment, for nobody's eyes yet. */
export interface RoomSnapshot {
  seq: number;
  /** Who may see it; null: everybody. */
  members: ReadonlySet<number> | null;
  /** What changed after the position that was asked for; undefined: none was, or too much did. */
  changes: StoredMessage[] | undefined;
  /** The newest messages, where `changes` do not tell all. */
  page: Page | undefined;
  /** Of a channel. */
  pinned: StoredMessage[];
}

interface Row {
  seq: string;
  kind: RoomInfo['kind'];
  members: number[] | null;
}

/** Reads rooms for those who enter them: once for all who come at the same time with the same position. */
@Injectable()
export class RoomSnapshots {
  private readonly underWay = new Map<string, Promise<RoomSnapshot | undefined>>();
  private readonly next = new Map<string, Promise<RoomSnapshot | undefined>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: MessageReader,
  ) {}

  /**
   * For somebody who may see it at that moment, which is after the call.
   * @throws DomainError channel.not_found, conversation.not_found
   */
  async take(room: RoomInfo, userId: number, afterSeq: number | undefined): Promise<RoomSnapshot> {
    const snapshot = await this.share(room.id, afterSeq);
    if (!snapshot || (snapshot.members && !snapshot.members.has(userId))) throw notFound(room);
    return snapshot;
  }

  private share(roomId: number, afterSeq: number | undefined): Promise<RoomSnapshot | undefined> {
    const key = `${roomId}:${afterSeq ?? ''}`;
    const known = this.next.get(key);
    if (known) return known;
    // One that is being read may have seen the room before the call.
    const before = this.underWay.get(key);
    const turn = before ? before.then(noop, noop).then(() => this.begin(key, roomId, afterSeq)) : undefined;
    if (turn) this.next.set(key, turn);
    return turn ?? this.begin(key, roomId, afterSeq);
  }

  private begin(key: string, roomId: number, afterSeq: number | undefined): Promise<RoomSnapshot | undefined> {
    this.next.delete(key);
    const reading = this.read(roomId, afterSeq).finally(() => {
      if (this.underWay.get(key) === reading) this.underWay.delete(key);
    });
    this.underWay.set(key, reading);
    return reading;
  }

  private read(roomId: number, afterSeq: number | undefined): Promise<RoomSnapshot | undefined> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const [row] = (await tx.query(ROOM, [roomId])) as Row[];
      if (!row) return undefined;
      const seq = Number(row.seq);
      const isKnown = afterSeq !== undefined && afterSeq <= seq;
      const changes = isKnown ? await this.reader.changesAfter(roomId, afterSeq, tx) : undefined;
      const page = changes ? undefined : await this.reader.page(roomId, { limit: MAX_PAGE }, tx);
      const pinned = row.kind === 'channel' ? await this.reader.pinned(roomId, MAX_PINNED, tx) : [];
      return { seq, members: row.members && new Set(row.members), changes, page, pinned };
    });
  }
}

const ROOM = `
  SELECT seq, kind, CASE WHEN kind = 'channel' AND visibility = 'public' THEN NULL
                         ELSE ARRAY(SELECT user_id FROM room_members WHERE room_id = r.id) END AS members
    FROM rooms r WHERE id = $1`;

const noop = (): void => undefined;
