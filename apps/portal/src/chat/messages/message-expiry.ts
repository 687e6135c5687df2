import type { Expiry } from '../../retention/index.js';
import type { RoomKind } from '../rooms/room.entity.js';

/** Messages go with all that hangs on them, pinned ones too. Those somebody works on are left for the next run. */
const expireMessages = (kind: Expiry['kind'], rooms: readonly RoomKind[]): Expiry => ({
  kind,
  async deleteBefore(before, limit, db) {
    // Room by room: what other rooms keep for ever is not looked at again and again.
    const [, deleted] = (await db.query(
      `DELETE FROM messages WHERE id = ANY (ARRAY(
         SELECT old.id FROM rooms r CROSS JOIN LATERAL (
           SELECT m.id FROM messages m WHERE m.room_id = r.id AND m.created_at < $1
           ORDER BY m.created_at LIMIT $2 FOR UPDATE SKIP LOCKED) old
         WHERE r.kind = ANY ($3) LIMIT $2))`,
      [before, limit, rooms],
    )) as [unknown, number];
    return deleted;
  },
});

export const MESSAGE_EXPIRIES: readonly Expiry[] = [
  expireMessages('chat', ['channel']),
  expireMessages('dm', ['direct', 'group']),
];
