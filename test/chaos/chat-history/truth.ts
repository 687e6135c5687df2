import type pg from 'pg';

/** A message as the tables have it. */
export interface Truth {
  id: number;
  /** Its name: of a conversation `dm` and its id. */
  room: string;
  seq: number;
  rev: number;
  userId: number;
  nonce: string | null;
  anonymous: boolean;
  isDeleted: boolean;
  isEdited: boolean;
  isPinned: boolean;
  replyTo: number | null;
  /** `emoji user` of each. */
  reactions: string[];
  poll: { id: number; isClosed: boolean; isSingle: boolean; votes: [option: number, userId: number][] } | null;
  /** Opened by a portal: the tables have it sealed. */
  text: string;
}

const NAME = `CASE r.kind WHEN 'channel' THEN r.name ELSE 'dm' || r.id END`;

const CHANGED = `
  SELECT m.id::float8 AS id, ${NAME} AS room, m.seq::float8 AS seq, m.rev::float8 AS rev, m.user_id AS "userId", m.nonce,
         m.anonymous, m.deleted_at IS NOT NULL AS "isDeleted", m.edited_at IS NOT NULL AS "isEdited",
         m.pinned_at IS NOT NULL AS "isPinned", m.reply_to::float8 AS "replyTo",
         ARRAY(SELECT emoji || ' ' || user_id FROM message_reactions x WHERE x.message_id = m.id ORDER BY 1) AS reactions,
         (SELECT json_build_object('id', p.id, 'isClosed', p.closed_at IS NOT NULL, 'isSingle', NOT p.allow_multiple,
                 'votes', COALESCE((SELECT json_agg(json_build_array(option_index, user_id) ORDER BY option_index, user_id)
                                      FROM poll_votes v WHERE v.poll_id = p.id), '[]'))
            FROM polls p WHERE p.message_id = m.id) AS poll
    FROM messages m JOIN rooms r ON r.id = m.room_id
   WHERE m.rev > COALESCE(($1::jsonb ->> ${NAME})::bigint, 0)
   ORDER BY m.id`;

/** All messages of all rooms, kept up to date with what changed. */
export class Truths {
  readonly all = new Map<number, Truth>();
  readonly marks = new Map<string, number>();
  private readonly known: Record<string, number> = {};

  constructor(private readonly database: pg.Client) {}

  /** Ids of those that changed since the last time. */
  async update(textsOf: (ids: number[]) => Promise<[number, string | null][]>): Promise<number[]> {
    const { rows } = await this.database.query<Truth>(CHANGED, [JSON.stringify(this.known)]);
    const ids = rows.map(({ id }) => id);
    const texts = new Map(await textsOf(ids));
    for (const row of rows) {
      this.all.set(row.id, { ...row, text: texts.get(row.id) ?? '' });
      this.known[row.room] = Math.max(row.rev, this.known[row.room] ?? 0);
    }
    const marks = await this.database.query<{ who: string; id: number }>(
      `SELECT u.username || ' ' || ${NAME} AS who, k.last_read_id::float8 AS id
         FROM read_marks k JOIN users u ON u.id = k.user_id JOIN rooms r ON r.id = k.room_id`,
    );
    for (const { who, id } of marks.rows) this.marks.set(who, id);
    return ids;
  }

  /** How many changes each room has had. */
  async seqs(): Promise<Map<string, number>> {
    const rooms = await this.database.query<{ name: string; seq: number }>(
      `SELECT ${NAME} AS name, seq::float8 AS seq FROM rooms r`,
    );
    return new Map(rooms.rows.map(({ name, seq }) => [name, seq]));
  }
}
