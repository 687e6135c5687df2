import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError, invalidFields } from '#libs/contracts';
import type { Principal } from '../../auth/index.js';
import { Sanctions } from '../../moderation/index.js';
import { MessageChanges } from '../messages/message-changes.js';
import { SEES_ROOM } from '../rooms/room-rights.js';
import { mayModerate, type RoomInfo, Rooms } from '../rooms/rooms.js';

interface PollPlace {
  messageId: number;
  room: RoomInfo;
}

/** Votes, and the end of polls. */
@Injectable()
export class PollsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rooms: Rooms,
    private readonly changes: MessageChanges,
    private readonly sanctions: Sanctions,
  ) {}

  /**
   * The same option again takes the vote back; with one choice another option moves it.
   * @throws DomainError poll.not_found, poll.closed, request.invalid, chat.banned
   */
  async vote(caller: Principal, pollId: number, option: number): Promise<number> {
    const { room, messageId } = await this.require(caller, pollId);
    this.sanctions.requireEntry(caller.userId, room.id);
    const { rev } = await this.changes.change(room, messageId, async ({ poll }, seq, tx) => {
      if (!poll) throw new DomainError('poll.not_found');
      if (poll.closedAt || (poll.closesAt && poll.closesAt.getTime() <= Date.now())) {
        throw new DomainError('poll.closed');
      }
      if (option >= poll.options.length) {
        throw invalidFields([{ field: 'option_index', message: `must be from 0 to ${poll.options.length - 1}` }]);
      }
      const place = [pollId, caller.userId, option];
      if (poll.votes.get(option)?.includes(caller.userId)) {
        await tx.query('DELETE FROM poll_votes WHERE poll_id = $1 AND user_id = $2 AND option_index = $3', place);
      } else {
        if (!poll.allowMultiple) {
          await tx.query('DELETE FROM poll_votes WHERE poll_id = $1 AND user_id = $2', place.slice(0, 2));
        }
        await tx.query('INSERT INTO poll_votes (poll_id, user_id, option_index) VALUES ($1, $2, $3)', place);
      }
      await tx.query('UPDATE messages SET rev = $2 WHERE id = $1', [messageId, seq]);
      return { k: 'voted' };
    });
    return rev;
  }

  /** Who asked, and whoever moderates the channel. @throws DomainError poll.not_found, poll.closed, access.denied */
  async close(caller: Principal, pollId: number): Promise<void> {
    const { room, messageId } = await this.require(caller, pollId);
    await this.changes.change(room, messageId, async ({ poll }, seq, tx) => {
      if (!poll) throw new DomainError('poll.not_found');
      if (poll.createdBy !== caller.userId && !mayModerate(room, caller)) throw new DomainError('access.denied');
      if (poll.closedAt) throw new DomainError('poll.closed');
      await tx.query('UPDATE polls SET closed_at = now() WHERE id = $1', [pollId]);
      await tx.query('UPDATE messages SET rev = $2 WHERE id = $1', [messageId, seq]);
      return { k: 'closed' };
    });
  }

  /** Ends a poll whose time is over; by a job. False when there was nothing to end. */
  async expire(pollId: number): Promise<boolean> {
    const [row] = (await this.dataSource.query(
      `SELECT q.message_id, m.room_id FROM polls q JOIN messages m ON m.id = q.message_id
        WHERE q.id = $1 AND q.closed_at IS NULL AND q.closes_at <= now()`,
      [pollId],
    )) as { message_id: string; room_id: number }[];
    const room = row && (await this.rooms.find(row.room_id));
    if (!room) return false;
    const messageId = Number(row.message_id);
    let isClosed = false;
    await this.changes.change(room, messageId, async (_message, seq, tx) => {
      const [, closed] = (await tx.query('UPDATE polls SET closed_at = closes_at WHERE id = $1 AND closed_at IS NULL', [
        pollId,
      ])) as [unknown, number];
      isClosed = closed > 0;
      if (!isClosed) return undefined;
      await tx.query('UPDATE messages SET rev = $2 WHERE id = $1', [messageId, seq]);
      return { k: 'closed' };
    });
    return isClosed;
  }

  /** Polls whose time is over. */
  async due(limit: number): Promise<number[]> {
    const rows = (await this.dataSource.query(
      'SELECT id FROM polls WHERE closed_at IS NULL AND closes_at <= now() ORDER BY closes_at LIMIT $1',
      [limit],
    )) as { id: number }[];
    return rows.map(({ id }) => id);
  }

  private async require(caller: Principal, pollId: number): Promise<PollPlace> {
    const [row] = (await this.dataSource.query(
      `SELECT q.message_id, m.room_id FROM polls q JOIN messages m ON m.id = q.message_id WHERE q.id = $1 AND ${SEES_ROOM}`,
      [pollId, caller.userId],
    )) as { message_id: string; room_id: number }[];
    const room = row && (await this.rooms.find(row.room_id));
    if (!room) throw new DomainError('poll.not_found');
    return { messageId: Number(row.message_id), room };
  }
}
