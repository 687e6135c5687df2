import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { Blocks } from '../../blocking/index.js';
import type { RoomInfo } from './rooms.js';

/** SQL: the user `$2` may see the room `m.room_id`. Public channels are everybody's, the rest is its members'. */
export const SEES_ROOM = `EXISTS (
  SELECT 1 FROM rooms r WHERE r.id = m.room_id AND (r.kind = 'channel' AND r.visibility = 'public'
      OR EXISTS (SELECT 1 FROM room_members s WHERE s.room_id = r.id AND s.user_id = $2)))`;

type Place = Pick<RoomInfo, 'id' | 'kind' | 'members'>;

/** Somebody who writes somewhere. */
interface Voice {
  room: Place;
  userId: number;
}

/** Who may read and write where, as the tables say: what another process has just answered may not be known here yet. */
@Injectable()
export class RoomRights {
  constructor(
    private readonly dataSource: DataSource,
    private readonly blocks: Blocks,
  ) {}

  /**
   * Asked after something was read of the room: whoever may see it still could see it then.
   * @throws DomainError channel.not_found, conversation.not_found
   */
  async requireSight(room: Place, userId: number): Promise<void> {
    if (!(await this.sees(room.id, userId))) throw notFound(room);
  }

  async sees(roomId: number, userId: number): Promise<boolean> {
    const rows = (await this.dataSource.query(`SELECT 1 FROM (SELECT $1::int AS room_id) m WHERE ${SEES_ROOM}`, [
      roomId,
      userId,
    ])) as unknown[];
    return rows.length > 0;
  }

  /** Asked in the transaction that writes: why each of them may not, of rooms that are not everybody's. */
  async refusals(voices: readonly Voice[], tx: EntityManager): Promise<Map<Voice, DomainError>> {
    const strangers = (await tx.query(
      `SELECT v.n::int - 1 AS index FROM unnest($1::int[], $2::int[]) WITH ORDINALITY AS v(room_id, user_id, n)
        WHERE NOT EXISTS (SELECT 1 FROM room_members m WHERE m.room_id = v.room_id AND m.user_id = v.user_id)`,
      [voices.map(({ room }) => room.id), voices.map(({ userId }) => userId)],
    )) as { index: number }[];
    const refusals = new Map<Voice, DomainError>();
    for (const { index } of strangers) refusals.set(voices[index]!, notFound(voices[index]!.room));
    const apart = await this.areApart(voices, tx);
    for (const [index, voice] of voices.entries()) {
      if (apart[index]) refusals.set(voice, new DomainError('user.blocked'));
    }
    return refusals;
  }

  /** Of two alone, neither may have blocked the other. @throws DomainError user.blocked */
  async requireUnblocked(room: Place, userId: number): Promise<void> {
    const [isApart] = await this.areApart([{ room, userId }]);
    if (isApart) throw new DomainError('user.blocked');
  }

  private areApart(voices: readonly Voice[], tx?: EntityManager): Promise<boolean[]> {
    return this.blocks.areApart(
      voices.map(({ room: { kind, members }, userId }) => {
        const other = kind === 'direct' ? [...members.keys()].find((id) => id !== userId) : undefined;
        return [userId, other ?? userId];
      }),
      tx,
    );
  }
}

export const notFound = ({ kind }: Pick<RoomInfo, 'kind'>): DomainError =>
  new DomainError(kind === 'channel' ? 'channel.not_found' : 'conversation.not_found');
