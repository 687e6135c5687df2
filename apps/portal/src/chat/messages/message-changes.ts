import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { DomainError, LIMITS } from '#libs/contracts';
import { AuditLog } from '../../audit/index.js';
import type { Principal } from '../../auth/index.js';
import type { RoomChange } from '../delivery/room-change.js';
import { RoomFeed } from '../delivery/room-feed.js';
import { RoomKeys } from '../rooms/room-keys.js';
import { SEES_ROOM } from '../rooms/room-rights.js';
import { mayModerate, type RoomInfo, Rooms } from '../rooms/rooms.js';
import { MessageIndex } from './message-index.js';
import { MessageReader } from './message-reader.js';
import { bodyAt, type StoredMessage } from './stored-message.js';

/** What a change says beside where and when. */
type What<T = RoomChange> = T extends RoomChange ? Omit<T, 'r' | 's' | 'm'> : never;

/** Different emoji on one message. */
const MAX_REACTIONS = 20;
const MAX_PINS = 50;

/** Changes of stored messages: each in one transaction that locks the room, takes its next `seq` and tells of itself. */
@Injectable()
export class MessageChanges {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rooms: Rooms,
    private readonly keys: RoomKeys,
    private readonly feed: RoomFeed,
    private readonly reader: MessageReader,
    private readonly index: MessageIndex,
    private readonly audit: AuditLog,
  ) {}

  /** The room of a message the caller may see, of a conversation if `conversationId` is given. @throws DomainError message.not_found */
  async roomOf(caller: Principal, messageId: number, conversationId?: number): Promise<RoomInfo> {
    const [row] = (await this.dataSource.query(
      `SELECT m.room_id FROM messages m WHERE m.id = $1 AND m.deleted_at IS NULL AND ${SEES_ROOM}`,
      [messageId, caller.userId],
    )) as { room_id: number }[];
    const room = row && (await this.rooms.find(row.room_id));
    const isAsked = conversationId === undefined ? room?.kind === 'channel' : room?.id === conversationId;
    if (!room || !isAsked) throw new DomainError('message.not_found');
    return room;
  }

  /**
   * Replaces the text; the author's own, for five minutes.
   * @throws DomainError message.not_found, access.denied, message.too_old
   */
  async edit(
    caller: Principal,
    room: RoomInfo,
    messageId: number,
    text: { text: string; mentions: number[]; mentionsHere: boolean },
  ): Promise<StoredMessage> {
    return this.change(room, messageId, async (message, seq, tx) => {
      if (message.userId !== caller.userId) throw new DomainError('access.denied');
      if (Date.now() - message.createdAt.getTime() > LIMITS.editWindowMs) throw new DomainError('message.too_old');
      if (message.poll) throw new DomainError('access.denied');
      await tx.query(
        `UPDATE messages SET body = $2, mentions = $3, mentions_here = $4, edited_at = now(), rev = $5 WHERE id = $1`,
        [messageId, this.keys.peek(room.id)!.seal(text.text, bodyAt(messageId)), text.mentions, text.mentionsHere, seq],
      );
      await this.index.replace(tx, { messageId, roomId: room.id, text: text.text });
      return { k: 'edited' };
    });
  }

  /**
   * Empties the message. Its author may, and in a channel whoever moderates it.
   * @throws DomainError message.not_found, access.denied
   */
  async delete(caller: Principal, room: RoomInfo, messageId: number): Promise<void> {
    await this.change(room, messageId, async (message, seq, tx) => {
      const isOwn = message.userId === caller.userId;
      if (!isOwn && !mayModerate(room, caller)) throw new DomainError('access.denied');
      await tx.query(
        `UPDATE messages SET body = NULL, image_url = NULL, mentions = '{}', mentions_here = false, pinned_at = NULL,
                pinned_by = NULL, deleted_at = now(), deleted_by = $2, rev = $3 WHERE id = $1`,
        [messageId, caller.userId, seq],
      );
      await tx.query('DELETE FROM polls WHERE message_id = $1', [messageId]);
      await this.index.remove(tx, [messageId]);
      if (!isOwn) {
        const target = { ...(message.userId !== null && { userId: message.userId }), name: room.name ?? '' };
        const details = { message_id: messageId, channel: room.name, text: message.text };
        await this.audit.record({ actor: caller, action: 'message.deleted', target, roomId: room.id, details }, tx);
      }
      return { k: 'deleted', by: caller.userId };
    });
  }

  /** Adds the reaction, or takes it back. Answers whether it is there now. @throws DomainError message.not_found, request.invalid */
  async react(caller: Principal, room: RoomInfo, messageId: number, emoji: string): Promise<boolean> {
    let isOn = false;
    await this.change(room, messageId, async (message, seq, tx) => {
      const { userId } = caller;
      isOn = !message.reactions.some((reaction) => reaction.emoji === emoji && reaction.userIds.includes(userId));
      if (isOn) {
        const isNew = !message.reactions.some((reaction) => reaction.emoji === emoji);
        if (isNew && message.reactions.length >= MAX_REACTIONS) {
          throw new DomainError('request.invalid', { text: 'This message has as many reactions as it can.' });
        }
        await tx.query('INSERT INTO message_reactions (message_id, user_id, emoji) VALUES ($1, $2, $3)', [
          messageId,
          userId,
          emoji,
        ]);
      } else {
        await tx.query('DELETE FROM message_reactions WHERE message_id = $1 AND user_id = $2 AND emoji = $3', [
          messageId,
          userId,
          emoji,
        ]);
      }
      await tx.query('UPDATE messages SET rev = $2 WHERE id = $1', [messageId, seq]);
      return { k: 'reacted', u: userId, e: emoji, on: isOn };
    });
    return isOn;
  }

  /** @throws DomainError message.not_found, access.denied */
  async pin(caller: Principal, room: RoomInfo, messageId: number, isPinned: boolean): Promise<void> {
    if (!mayModerate(room, caller)) throw new DomainError('access.denied');
    await this.change(room, messageId, async (message, seq, tx) => {
      if ((message.pinnedAt !== null) === isPinned) return undefined;
      if (isPinned) {
        const [{ count }] = (await tx.query(
          'SELECT count(*)::int AS count FROM messages WHERE room_id = $1 AND pinned_at IS NOT NULL',
          [room.id],
        )) as [{ count: number }];
        if (count >= MAX_PINS) {
          throw new DomainError('request.invalid', { text: `A channel has at most ${MAX_PINS} pinned messages.` });
        }
      }
      const by = isPinned ? caller.userId : null;
      await tx.query(
        'UPDATE messages SET pinned_at = CASE WHEN $2::int IS NULL THEN NULL ELSE now() END, pinned_by = $2, rev = $3 WHERE id = $1',
        [messageId, by, seq],
      );
      const action = isPinned ? 'message.pinned' : 'message.unpinned';
      const details = { message_id: messageId, channel: room.name };
      await this.audit.record({ actor: caller, action, roomId: room.id, details }, tx);
      return { k: 'pinned', by };
    });
  }

  /**
   * Runs `apply` on the message as it is, under the room's lock, with the room's next `seq`. Without a result nothing
   * changed and nobody is told.
   * @throws DomainError message.not_found
   */
  async change(
    room: RoomInfo,
    messageId: number,
    apply: (message: StoredMessage, seq: number, tx: EntityManager) => Promise<What | undefined>,
  ): Promise<StoredMessage> {
    await this.keys.get(room.id);
    let changed: StoredMessage | undefined;
    try {
      return await this.dataSource.transaction(async (tx) => {
        const [[place]] = (await tx.query('UPDATE rooms SET seq = seq + 1 WHERE id = $1 RETURNING seq', [room.id])) as [
          { seq: string }[],
          number,
        ];
        const [before] = place ? await this.reader.load([messageId], tx) : [];
        if (!place || !before || before.deletedAt || before.roomId !== room.id) {
          throw new DomainError('message.not_found');
        }
        const what = await apply(before, Number(place.seq), tx);
        if (!what) {
          await tx.query('UPDATE rooms SET seq = seq - 1 WHERE id = $1', [room.id]);
          return before;
        }
        [changed] = await this.reader.load([messageId], tx);
        const change = { r: room.id, s: Number(place.seq), m: messageId, ...what } as RoomChange;
        await this.feed.announce([change], tx);
        this.feed.keep([changed!]);
        return changed!;
      });
    } catch (error) {
      if (changed) this.feed.withdraw([changed]);
      throw error;
    }
  }
}
