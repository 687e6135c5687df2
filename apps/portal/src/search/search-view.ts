import { DataSource, type EntityManager } from 'typeorm';
import type { Extent } from './candidate-walk.js';

export interface SearchRoom {
  id: number;
  kind: 'channel' | 'direct' | 'group';
  name: string | null;
}

export interface ViewRequest {
  userId: number;
  channels: boolean;
  conversations: boolean;
  /** Only this room. */
  roomId?: number | undefined;
  before?: Date | undefined;
  after?: Date | undefined;
}

/** What somebody may search: rooms, and the ids messages of the time have; undefined if there are none. */
export interface SearchView {
  rooms: SearchRoom[];
  extent: Extent | undefined;
}

/** Ids are taken a moment before or after messages are dated. */
const SLACK_IDS = 1_000;

/** Public channels and the rooms the user is in; nobody sees any other, whatever the role. */
const VIEW = `
  SELECT (SELECT COALESCE(json_agg(json_build_object('id', id, 'kind', kind, 'name', name)), '[]') FROM (
            SELECT r.id, r.kind, r.name FROM rooms r
             WHERE r.kind = 'channel' AND r.visibility = 'public' AND $2::boolean AND ($4::integer IS NULL OR r.id = $4)
            UNION
            SELECT r.id, r.kind, r.name FROM room_members x JOIN rooms r ON r.id = x.room_id
             WHERE x.user_id = $1 AND ($4::integer IS NULL OR r.id = $4)
               AND CASE WHEN r.kind = 'channel' THEN $2::boolean ELSE $3::boolean END) v) AS rooms,
         (SELECT min(message_id) FROM search_entries) AS oldest,
         (SELECT max(message_id) FROM search_entries) AS newest,
         (SELECT id FROM messages WHERE created_at < $5::timestamptz ORDER BY created_at DESC LIMIT 1) AS before,
         (SELECT id FROM messages WHERE created_at >= $6::timestamptz ORDER BY created_at LIMIT 1) AS after`;

type Row = Record<'oldest' | 'newest' | 'before' | 'after', string | null> & { rooms: SearchRoom[] };

/** What PostgreSQL believes of how rare a word is may be far off, but reading all messages is never the better plan. */
const BEGIN = `START TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY;
  SET LOCAL enable_seqscan = off; SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off`;

/** Reads as of one moment: who may read what, which messages there are and what they say. */
export const viewing = async <T>(dataSource: DataSource, read: (tx: EntityManager) => Promise<T>): Promise<T> => {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.query(BEGIN);
    return await read(runner.manager);
  } finally {
    await runner.query('ROLLBACK').finally(() => runner.release());
  }
};

export const readView = async (tx: EntityManager, request: ViewRequest): Promise<SearchView> => {
  const { userId, channels, conversations, roomId, before, after } = request;
  const parameters = [userId, channels, conversations, roomId ?? null, before ?? null, after ?? null];
  const [row] = (await tx.query(VIEW, parameters)) as [Row];
  const isEmpty = row.newest === null || (before && row.before === null) || (after && row.after === null);
  return { rooms: row.rooms, extent: isEmpty ? undefined : extentOf(row) };
};

const extentOf = ({ oldest, newest, before, after }: Row): Extent => ({
  oldest: after === null ? Number(oldest) : Math.max(Number(oldest), Number(after) - SLACK_IDS),
  newest: before === null ? Number(newest) : Math.min(Number(newest), Number(before) + SLACK_IDS),
});
