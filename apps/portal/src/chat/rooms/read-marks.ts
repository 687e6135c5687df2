import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export interface UnreadCount {
  unread: number;
  mentions: number;
  lastReadId: number;
  lastMessageId: number;
}

export type ReadListener = (userId: number, roomId: number, messageId: number) => Promise<void>;

/** Counting stops here: nobody tells a thousand unread from more. */
const MAX_COUNT = 1_000;

/**
 * Unread is what others wrote after the mark and is still there; counted from the messages, so that it cannot drift.
 * Where there is no mark yet, what is older than the account is taken as read.
 */
@Injectable()
export class ReadMarks {
  private readonly listeners: ReadListener[] = [];

  constructor(private readonly dataSource: DataSource) {}

  /** Told in the process that moves a mark, before whoever moves it is answered. */
  onRead(listener: ReadListener): void {
    this.listeners.push(listener);
  }

  /** Moves the mark forward. Answers where it is. */
  async mark(userId: number, roomId: number, messageId: number): Promise<number> {
    const [row] = (await this.dataSource.query(
      `INSERT INTO read_marks (room_id, user_id, last_read_id)
       SELECT r.id, $2, LEAST($3, COALESCE(r.last_message_id, 0)) FROM rooms r WHERE r.id = $1
       ON CONFLICT (room_id, user_id) DO UPDATE
         SET last_read_id = GREATEST(read_marks.last_read_id, excluded.last_read_id), updated_at = now()
       RETURNING last_read_id`,
      [roomId, userId, messageId],
    )) as { last_read_id: string }[];
    const last = Number(row?.last_read_id ?? 0);
    for (const listener of this.listeners) await listener(userId, roomId, last);
    return last;
  }

  /** How far each of them has read the room; those without a mark are absent. */
  async ofUsers(roomId: number, userIds: readonly number[]): Promise<Map<number, number>> {
    const rows = (await this.dataSource.query(
      'SELECT user_id, last_read_id FROM read_marks WHERE room_id = $1 AND user_id = ANY($2)',
      [roomId, userIds],
    )) as { user_id: number; last_read_id: string }[];
    return new Map(rows.map(({ user_id, last_read_id }) => [user_id, Number(last_read_id)]));
  }

  /** `blocked`: whose messages the user does not see, but where they are two alone. */
  async counts(
    userId: number,
    roomIds: readonly number[],
    blocked: readonly number[],
  ): Promise<Map<number, UnreadCount>> {
    if (roomIds.length === 0) return new Map();
    const rows = (await this.dataSource.query(
      `SELECT r.id, COALESCE(r.last_message_id, 0) AS last_message_id, COALESCE(k.last_read_id, 0) AS last_read_id,
              n.unread::int, n.mentions::int
         FROM rooms r
         LEFT JOIN read_marks k ON k.room_id = r.id AND k.user_id = $1
         CROSS JOIN LATERAL (
           SELECT count(*) AS unread, count(*) FILTER (WHERE $1 = ANY(mentions) OR mentions_here) AS mentions
             FROM (SELECT m.mentions, m.mentions_here FROM messages m
                    WHERE m.room_id = r.id AND m.id > COALESCE(k.last_read_id, 0) AND m.deleted_at IS NULL
                      AND (k.last_read_id IS NOT NULL OR m.created_at > (SELECT created_at FROM users WHERE id = $1))
                      AND m.user_id IS DISTINCT FROM $1 
                      AND (m.user_id IS NULL OR m.anonymous OR r.kind = 'direct' OR m.user_id <> ALL($3::int[]))
                    ORDER BY m.id LIMIT ${MAX_COUNT}) u) n
        WHERE r.id = ANY($2)`,
      [userId, roomIds, blocked],
    )) as { id: number; last_message_id: string; last_read_id: string; unread: number; mentions: number }[];
    return new Map(
      rows.map((row) => [
        row.id,
        {
          unread: row.unread,
          mentions: row.mentions,
          lastReadId: Number(row.last_read_id),
          lastMessageId: Number(row.last_message_id),
        },
      ]),
    );
  }
}
