import type { EntityManager } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { PreparedStatement } from '#libs/database';

/** Where a message stands: ids rise over all rooms, `seq`s have no gap in theirs. */
export interface RoomPlace {
  id: number;
  seq: number;
}

const LOCK = new PreparedStatement<{ id: number; is_open: boolean }>(
  'message_lock_rooms',
  `SELECT id, kind = 'channel' AND visibility = 'public' AS is_open FROM rooms WHERE id = ANY($1) ORDER BY id FOR NO KEY UPDATE`,
);

const TAKE = new PreparedStatement<{ id: number; seq: string; ids: string[] }>(
  'message_take_places',
  `WITH ids AS MATERIALIZED (
     SELECT w.id AS room_id, array_agg(nextval(pg_get_serial_sequence('messages', 'id'))) AS ids
       FROM unnest($1::int[], $2::int[]) AS w(id, n), generate_series(1, w.n) GROUP BY w.id)
   UPDATE rooms r SET seq = r.seq + cardinality(ids.ids), last_message_id = ids.ids[cardinality(ids.ids)], last_message_at = now()
     FROM ids WHERE r.id = ids.room_id
   RETURNING r.id, r.seq, ids.ids`,
);

/**
 * Rooms by their ids, in whose order they are locked until `tx` ends. Answers those that are not everybody's.
 * @throws DomainError channel.not_found
 */
export const lockRooms = async (tx: EntityManager, roomIds: readonly number[]): Promise<Set<number>> => {
  const ids = [...new Set(roomIds)];
  const rows = await LOCK.run(tx, [ids]);
  if (rows.length < ids.length) throw new DomainError('channel.not_found');
  return new Set(rows.flatMap(({ id, is_open }) => (is_open ? [] : [id])));
};

/** The next place in each of the rooms, which are locked; a room comes as often as it has messages. */
export const takePlaces = async (tx: EntityManager, roomIds: readonly number[]): Promise<RoomPlace[]> => {
  const counts = new Map<number, number>();
  for (const id of roomIds) counts.set(id, (counts.get(id) ?? 0) + 1);
  const rows = await TAKE.run(tx, [[...counts.keys()], [...counts.values()]]);
  const rooms = new Map(rows.map(({ id, seq, ids }) => [id, { seq: Number(seq) - ids.length, ids: ids.map(Number) }]));
  return roomIds.map((roomId) => {
    const places = rooms.get(roomId)!;
    return { id: places.ids.shift()!, seq: ++places.seq };
  });
};
