import type { EntityManager } from 'typeorm';
import type { Authors } from '../chat/index.js';
import type { SearchResult } from './search.dto.js';
import type { SearchRoom } from './search-view.js';

/** A room with those it may be called after. */
export interface NamedRoom extends SearchRoom {
  otherIds: number[];
}

export const withOthers = async (
  tx: EntityManager,
  rooms: readonly SearchRoom[],
  userId: number,
): Promise<NamedRoom[]> => {
  const unnamed = rooms.filter(({ kind, name }) => kind !== 'channel' && !name).map(({ id }) => id);
  const othersOf = new Map<number, number[]>();
  if (unnamed.length > 0) {
    const members = (await tx.query(
      `SELECT room_id, array_agg(user_id ORDER BY added_at, user_id) AS others FROM room_members
        WHERE room_id = ANY($1::integer[]) AND user_id <> $2 GROUP BY room_id`,
      [unnamed, userId],
    )) as { room_id: number; others: number[] }[];
    for (const { room_id, others } of members) othersOf.set(room_id, others);
  }
  return rooms.map((room) => ({ ...room, otherIds: othersOf.get(room.id) ?? [] }));
};

type Place = Pick<SearchResult, 'source' | 'channel_id' | 'channel_name' | 'conversation_id' | 'conversation_name'>;

/** How results name their rooms. A conversation without a name is called after the others in it. */
export const placeNames = async (rooms: readonly NamedRoom[], authors: Authors): Promise<Map<number, Place>> => {
  const profiles = await authors.load(rooms.flatMap(({ otherIds }) => otherIds));
  const nameOf = ({ name, otherIds }: NamedRoom): string =>
    name || otherIds.flatMap((id) => profiles.get(id)?.username ?? []).join(', ');
  return new Map(
    rooms.map((room): [number, Place] =>
      room.kind === 'channel'
        ? [room.id, { source: 'channel', channel_id: room.id, channel_name: room.name ?? '' }]
        : [room.id, { source: 'dm', conversation_id: room.id, conversation_name: nameOf(room) }],
    ),
  );
};
