import { Injectable, type OnModuleInit } from '@nestjs/common';
import { isOneEmoji, LIMITS } from '#libs/contracts';
import { Blocks } from '../../blocking/index.js';
import { Sanctions } from '../../moderation/index.js';
import type { ChatSession } from '../delivery/chat-session.js';
import { MessageChanges } from '../messages/message-changes.js';
import { Posting } from '../messages/posting.js';
import { Rooms } from '../rooms/rooms.js';
import { ChatRoad } from './chat-road.js';
import { type FrameFields, MAX_ROW, optional, readChannel } from './frame-fields.js';

/** Fields of what becomes a message, in channels and conversations. */
export const readText = (fields: FrameFields) => ({
  ...optional('message', fields.optionalText('message', { max: LIMITS.message })),
  ...optional('reply_to', fields.optionalInteger('reply_to', { min: 1, max: Number.MAX_SAFE_INTEGER })),
  ...optional('image_url', fields.optionalText('image_url', { max: 200 })),
  ...optional('nonce', fields.optionalText('nonce', { min: 1, max: LIMITS.nonce })),
});

export const readEmoji = (fields: FrameFields): string => {
  const emoji = fields.text('emoji', { min: 1, max: LIMITS.emoji });
  return fields.check('emoji', emoji, isOneEmoji, 'must be one emoji');
};

/** Writing, changing and reacting to messages of channels. */
@Injectable()
export class MessageFrames implements OnModuleInit {
  constructor(
    private readonly road: ChatRoad,
    private readonly rooms: Rooms,
    private readonly posting: Posting,
    private readonly changes: MessageChanges,
    private readonly sanctions: Sanctions,
    private readonly blocks: Blocks,
  ) {}

  onModuleInit(): void {
    this.takeMessages();
    this.takeChanges();
    this.takePins();
    this.takeBlocks();
  }

  private takeMessages(): void {
    this.road.on('message', {
      scope: 'chat:write',
      read: (fields) => ({ ...readChannel(fields), ...readText(fields) }),
      handle: async (session, frame) => {
        const channel = await this.rooms.requireChannel(session.principal, session.channelOf(frame));
        session.ackPosted(frame, await this.posting.post(session.principal, channel, frame));
      },
    });
  }

  private takeChanges(): void {
    this.road.on('edit_message', {
      scope: 'chat:write',
      read: (fields) => ({
        message_id: fields.id('message_id'),
        message: fields.text('message', { min: 1, max: LIMITS.message }),
      }),
      handle: async (session, frame) => {
        const room = await this.changes.roomOf(session.principal, frame.message_id);
        const named = await this.posting.reword(session.principal, room, frame.message);
        const { rev } = await this.changes.edit(session.principal, room, frame.message_id, {
          text: frame.message,
          ...named,
        });
        session.ack(frame, { id: frame.message_id, seq: rev });
      },
    });
    this.road.on('delete', {
      scope: 'chat:write',
      read: (fields) => ({ message_id: fields.id('message_id') }),
      handle: async (session, frame) => {
        const room = await this.changes.roomOf(session.principal, frame.message_id);
        await this.changes.delete(session.principal, room, frame.message_id);
        session.ack(frame, { id: frame.message_id });
      },
    });
    this.road.on('react', {
      scope: 'chat:write',
      read: (fields) => ({ message_id: fields.id('message_id'), emoji: readEmoji(fields) }),
      handle: async (session, frame) => {
        const room = await this.changes.roomOf(session.principal, frame.message_id);
        this.sanctions.requireVoice(session.userId, room.id);
        await this.changes.react(session.principal, room, frame.message_id, frame.emoji);
        session.ack(frame, { id: frame.message_id });
      },
    });
  }

  private takePins(): void {
    for (const type of ['pin_message', 'unpin_message'] as const) {
      this.road.on(type, {
        scope: 'chat:write',
        read: (fields) => ({ message_id: fields.id('message_id') }),
        handle: async (session, frame) => {
          const room = await this.changes.roomOf(session.principal, frame.message_id);
          await this.changes.pin(session.principal, room, frame.message_id, type === 'pin_message');
          session.ack(frame, { id: frame.message_id });
        },
      });
    }
  }

  /** The answer goes to all of the user's sockets, as blocks do. */
  private takeBlocks(): void {
    const read = (fields: FrameFields) => ({ user_id: fields.id('user_id', MAX_ROW) });
    const answer = (session: ChatSession, type: 'user_blocked' | 'user_unblocked', user: object): void =>
      session.send({ type, ...(user as { user_id: number; username: string }) });
    this.road.on('block_user', {
      scope: 'chat:write',
      read,
      handle: async (session, frame) => {
        answer(session, 'user_blocked', await this.blocks.block(session.principal, frame.user_id));
        session.ack(frame);
      },
    });
    this.road.on('unblock_user', {
      scope: 'chat:write',
      read,
      handle: async (session, frame) => {
        answer(session, 'user_unblocked', await this.blocks.unblock(session.principal, frame.user_id));
        session.ack(frame);
      },
    });
  }
}
