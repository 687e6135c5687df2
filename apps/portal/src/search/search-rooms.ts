import type { EntityManager } from 'typeorm';
import type { Authors } from '../chat/index.js';
import type { SearchResult } from './search.dto.js';

export interface SearchRoom {
  id: number;
  kind: 'channel' | 'direct' | 'group';
  name: string | null;
}

export interface RoomSelection {
  channels: boolean;
  conversations: boolean;
  /** Only this one. */
  id?: number | undefined;
}

/** Public channels and the rooms the user is in; nobody sees any other, whatever the role. */
export const visibleRooms = (tx: EntityManager, userId: number, selection: RoomSelection): Promise<SearchRoom[]> =>
  tx.query(
    `SELECT r.id, r.kind, r.name FROM rooms r
      WHERE r.kind = 'channel' AND r.visibility = 'public' AND $2::boolean AND ($4::integer IS NULL OR r.id = $4)
     UNION
     SELECT r.id, r.kind, r.name FROM room_members x JOIN rooms r ON r.id = x.room_id
      WHERE x.user_id = $1 AND ($4::integer IS NULL OR r.id = $4)
        AND CASE WHEN r.kind = 'channel' THEN $2::boolean ELSE $3::boolean END`,
    [userId, selection.channels, selection.conversations, selection.id ?? null],
  );

/** A room with those it may be called after. */
export interface NamedRoom extends SearchRoom {
  otherIds: number[];
}

export const roomNames = async (
  tx: EntityManager,
  rooms: readonly SearchRoom[],
  userId: number,
): Promise<NamedRoom[]> => {
  const unnamed = rooms.filter(({ kind, name }) => kind !== 'channel' && !name).map(({ id }) => id);
  const members = (await tx.query(
    `SELECT room_id, array_agg(user_id ORDER BY added_at, user_id) AS others FROM room_members
      WHERE room_id = ANY($1::integer[]) AND user_id <> $2 GROUP BY room_id`,
    [unnamed, userId],
  )) as { room_id: number; others: number[] }[];
  const othersOf = new Map(members.map(({ room_id, others }) => [room_id, others]));
  return rooms.map((room) => ({ ...room, otherIds: othersOf.get(room.id) ?? [] }));
};

type Place = Pick<SearchResult, 'source' | 'channel_id' | 'channel_name' | 'conversation_id' | 'conversation_name'>;

/** How results name their rooms. A conversation without a name is called after the others in it. */
export const placesOf = async (rooms: readonly NamedRoom[], authors: Authors): Promise<Map<number, Place>> => {
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
