import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { MessageReader, type Page } from '../messages/message-reader.js';
import type { StoredMessage } from '../messages/stored-message.js';

const MAX_PAGE = 100;
const MAX_PINNED = 50;

/** A room as of one moment, for nobody's eyes yet. */
export interface RoomSnapshot {
  seq: number;
  /** What changed after the position that was asked for; undefined: none was, or too much did. */
  changes: StoredMessage[] | undefined;
  /** The newest messages, where `changes` do not tell all. */
  page: Page | undefined;
  pinned: StoredMessage[];
}

/** Reads rooms for those who enter them: once for all who come at the same time with the same position. */
@Injectable()
export class RoomSnapshots {
  private readonly underWay = new Map<string, Promise<RoomSnapshot>>();
  private readonly next = new Map<string, Promise<RoomSnapshot>>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly reader: MessageReader,
  ) {}

  /** As of a moment after the call. @throws DomainError channel.not_found */
  take(roomId: number, afterSeq: number | undefined): Promise<RoomSnapshot> {
    const key = `${roomId}:${afterSeq ?? ''}`;
    const known = this.next.get(key);
    if (known) return known;
    // One that is being read may have seen the room before the call.
    const before = this.underWay.get(key);
    const turn = before ? before.then(noop, noop).then(() => this.begin(key, roomId, afterSeq)) : undefined;
    if (turn) this.next.set(key, turn);
    return turn ?? this.begin(key, roomId, afterSeq);
  }

  private begin(key: string, roomId: number, afterSeq: number | undefined): Promise<RoomSnapshot> {
    this.next.delete(key);
    const reading = this.read(roomId, afterSeq).finally(() => {
      if (this.underWay.get(key) === reading) this.underWay.delete(key);
    });
    this.underWay.set(key, reading);
    return reading;
  }

  private read(roomId: number, afterSeq: number | undefined): Promise<RoomSnapshot> {
    return this.dataSource.transaction('REPEATABLE READ', async (tx) => {
      const [row] = (await tx.query('SELECT seq FROM rooms WHERE id = $1', [roomId])) as { seq: string }[];
      if (!row) throw new DomainError('channel.not_found');
      const seq = Number(row.seq);
      const isKnown = afterSeq !== undefined && afterSeq <= seq;
      const changes = isKnown ? await this.reader.changesAfter(roomId, afterSeq, tx) : undefined;
      const page = changes ? undefined : await this.reader.page(roomId, { limit: MAX_PAGE }, tx);
      return { seq, changes, page, pinned: await this.reader.pinned(roomId, MAX_PINNED, tx) };
    });
  }
}

const noop = (): void => undefined;
