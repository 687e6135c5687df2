import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { DomainError } from '#libs/contracts';
import type { Principal } from '../../auth/index.js';
import { Blocks } from '../../blocking/index.js';
import { RoomRights } from '../rooms/room-rights.js';
import { maySee, Rooms } from '../rooms/rooms.js';
import { MessageReader } from './message-reader.js';
import type { ThreadReply } from './messages.dto.js';
import { hiddenIn, withoutHidden } from './without-hidden.js';
import { receiverOf } from './present-message.js';

/** Specification A: the message and up to twenty before it. */
const MAX_ANCESTORS = 20;
const MAX_REPLIES = 100;

/** What a message answers, and what answers it. */
@Injectable()
export class ThreadsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rooms: Rooms,
    private readonly reader: MessageReader,
    private readonly blocks: Blocks,
    private readonly rights: RoomRights,
  ) {}

  /** @throws DomainError message.not_found */
  async get(caller: Principal, messageId: number): Promise<ThreadReply> {
    const chain = (await this.dataSource.query(
      `WITH RECURSIVE chain AS (
         SELECT id, room_id, reply_to, 0 AS depth FROM messages WHERE id = $1 AND deleted_at IS NULL
         UNION ALL
         SELECT m.id, m.room_id, m.reply_to, c.depth + 1
           FROM chain c JOIN messages m ON m.id = c.reply_to AND m.room_id = c.room_id
          WHERE c.depth < $2
       )
       SELECT c.id, c.room_id FROM chain c JOIN messages m ON m.id = c.id WHERE m.deleted_at IS NULL ORDER BY c.depth DESC`,
      [messageId, MAX_ANCESTORS],
    )) as { id: string; room_id: number }[];
    const room = chain[0] && (await this.rooms.find(chain[0].room_id));
    if (!room || !maySee(room, caller.userId)) throw new DomainError('message.not_found');
    const isHidden = hiddenIn(room, caller.userId, this.blocks);
    const messages = await this.reader.load(chain.map(({ id }) => Number(id)));
    const replies = await this.reader.replies(messageId, MAX_REPLIES);
    if (!(await this.rights.sees(room.id, caller.userId))) throw new DomainError('message.not_found');
    const receiver = receiverOf(caller);
    return {
      messages: await this.reader.present(withoutHidden(messages, isHidden), receiver),
      replies: await this.reader.present(withoutHidden(replies, isHidden), receiver),
    };
  }
}
