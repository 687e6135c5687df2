import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type ChatServerFrame, LIMITS } from '#libs/contracts';
import { EventBus, PubSub } from '#libs/events';
import { Blocks } from '../blocking/index.js';
import {
  Audience,
  Authors,
  ChatRoad,
  type ChatSession,
  type FrameFields,
  MAX_ROW,
  MessageChanges,
  MessageReader,
  optional,
  Posting,
  ReadMarks,
  readEmoji,
  readText,
  receiverOf,
  type RoomInfo,
  RoomRights,
  Rooms,
  type RoomSnapshot,
  RoomSnapshots,
} from '../chat/index.js';
import { RoomChanged, type RoomChangedEvent } from '../chat/chat.events.js';
import { ConversationsService } from './conversations.service.js';

const TYPING = 'dm.typing';
const MAX_PAGE = 100;
const ID_RANGE = { min: 1, max: Number.MAX_SAFE_INTEGER };

const conversation = (fields: FrameFields) => ({ conversation_id: fields.id('conversation_id', MAX_ROW) });
const message = (fields: FrameFields) => ({ ...conversation(fields), message_id: fields.id('message_id') });

/** The `dm_*` frames. */
@Injectable()
export class DmFrames implements OnModuleInit {
  constructor(
    private readonly road: ChatRoad,
    private readonly conversations: ConversationsService,
    private readonly rooms: Rooms,
    private readonly rights: RoomRights,
    private readonly snapshots: RoomSnapshots,
    private readonly posting: Posting,
    private readonly changes: MessageChanges,
    private readonly reader: MessageReader,
    private readonly marks: ReadMarks,
    private readonly blocks: Blocks,
    private readonly authors: Authors,
    private readonly audience: Audience,
    private readonly pubSub: PubSub,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    this.road.onOpen((session) => this.sendList(session));
    this.events.onEverywhere(RoomChanged, (event) => this.tell(event));
    this.takeConversations();
    this.takeMessages();
    this.takeHistory();
    this.takeTyping();
  }

  private takeConversations(): void {
    this.road.on('dm_open', {
      scope: 'dm:read',
      read: conversation,
      handle: async (session, frame) => {
        await this.open(session, frame.conversation_id);
        session.ack(frame);
      },
    });
    this.road.on('dm_create_group', {
      scope: 'dm:write',
      read: (fields) => ({
        user_ids: fields.ids('user_ids', LIMITS.participants),
        ...optional('name', fields.optionalText('name', { max: LIMITS.groupName })),
      }),
      handle: async (session, frame) => {
        const { id } = await this.conversations.create(session.principal, {
          user_ids: frame.user_ids,
          name: frame.name ?? null,
        });
        await this.open(session, id);
        session.ack(frame, { id });
      },
    });
    this.road.on('dm_mark_read', {
      scope: 'dm:write',
      read: (fields) => ({
        ...conversation(fields),
        ...optional('message_id', fields.optionalInteger('message_id', ID_RANGE)),
      }),
      handle: async (session, frame) => {
        const { id } = await this.rooms.requireConversation(session.principal, frame.conversation_id);
        const last = await this.marks.mark(session.userId, id, frame.message_id ?? Number.MAX_SAFE_INTEGER);
        this.audience.toUser(session.userId, { type: 'read', conversation_id: id, message_id: last });
        session.ack(frame);
      },
    });
  }

  private takeMessages(): void {
    this.road.on('dm_message', {
      scope: 'dm:write',
      read: (fields) => ({ ...conversation(fields), ...readText(fields) }),
      handle: async (session, frame) => {
        const room = await this.rooms.requireConversation(session.principal, frame.conversation_id);
        const stored = await this.posting.post(session.principal, room, frame);
        session.ackPosted(frame, stored);
      },
    });
    this.road.on('dm_edit', {
      scope: 'dm:write',
      read: (fields) => ({ ...message(fields), message: fields.text('message', { min: 1, max: LIMITS.message }) }),
      handle: async (session, frame) => {
        const room = await this.roomOf(session, frame);
        await this.rights.requireUnblocked(room, session.userId);
        const named = await this.posting.reword(session.principal, room, frame.message);
        const text = { text: frame.message, ...named };
        const { rev } = await this.changes.edit(session.principal, room, frame.message_id, text);
        session.ack(frame, { id: frame.message_id, seq: rev });
      },
    });
    this.road.on('dm_delete', {
      scope: 'dm:write',
      read: message,
      handle: async (session, frame) => {
        await this.changes.delete(session.principal, await this.roomOf(session, frame), frame.message_id);
        session.ack(frame, { id: frame.message_id });
      },
    });
    this.road.on('dm_react', {
      scope: 'dm:write',
      read: (fields) => ({ ...message(fields), emoji: readEmoji(fields) }),
      handle: async (session, frame) => {
        const room = await this.roomOf(session, frame);
        await this.rights.requireUnblocked(room, session.userId);
        await this.changes.react(session.principal, room, frame.message_id, frame.emoji);
        session.ack(frame, { id: frame.message_id });
      },
    });
  }

  private takeHistory(): void {
    this.road.on('dm_history', {
      scope: 'dm:read',
      read: (fields) => ({
        ...conversation(fields),
        ...optional('before_id', fields.optionalInteger('before_id', ID_RANGE)),
        ...optional('after_id', fields.optionalInteger('after_id', ID_RANGE)),
        ...optional('around_id', fields.optionalInteger('around_id', ID_RANGE)),
        ...optional('limit', fields.optionalInteger('limit', ID_RANGE)),
      }),
      handle: async (session, frame) => {
        const room = await this.rooms.requireConversation(session.principal, frame.conversation_id);
        const { before_id: beforeId, after_id: afterId, around_id: aroundId, limit = MAX_PAGE } = frame;
        const page = await this.reader.page(room.id, { beforeId, afterId, aroundId, limit: Math.min(limit, MAX_PAGE) });
        await this.rights.requireSight(room, session.userId);
        session.send({
          type: 'dm_history',
          conversation_id: room.id,
          messages: await this.present(session, room, page.messages),
          has_more: page.hasMore,
          has_newer: page.hasNewer,
          ...(frame.ref !== undefined && { ref: frame.ref }),
        });
      },
    });
    this.road.on('sync', {
      scope: 'dm:read',
      read: (fields) => ({
        ...conversation(fields),
        after_seq: fields.integer('after_seq', { min: 0, max: Number.MAX_SAFE_INTEGER }),
      }),
      handle: async (session, frame) => {
        const room = await this.rooms.requireConversation(session.principal, frame.conversation_id);
        await this.sync(session, room, frame.after_seq);
        session.ack(frame);
      },
    });
  }

  private takeTyping(): void {
    this.road.on('dm_typing', {
      scope: 'dm:write',
      read: conversation,
      handle: async (session, frame) => {
        const { id } = await this.rooms.requireConversation(session.principal, frame.conversation_id);
        // Lost typing hurts nobody.
        await this.pubSub.publish(TYPING, { room: id, user: session.userId }).catch(() => undefined);
      },
    });
    this.pubSub.subscribe<{ room: number; user: number }>(TYPING, (typing) => void this.tellTyping(typing));
  }

  private async tellTyping({ room: id, user }: { room: number; user: number }): Promise<void> {
    if (this.audience.sessions.size === 0) return;
    const [room, profile] = await Promise.all([this.rooms.find(id), this.authors.find(user)]);
    if (!room || !profile) return;
    for (const participant of room.members.keys()) {
      if (participant === user || this.blocks.isBlockedBetween(participant, user)) continue;
      const { username } = profile;
      this.toReaders(participant, { type: 'dm_typing', conversation_id: id, user_id: user, username });
    }
  }

  private toReaders(userId: number, frame: ChatServerFrame): void {
    for (const session of this.audience.ofUser(userId)) if (session.mayRead('dm')) session.send(frame);
  }

  private async sendList(session: ChatSession): Promise<void> {
    if (!session.mayRead('dm')) return;
    const conversations = await this.conversations.list(session.principal);
    session.send({ type: 'dm_conversations_list', conversations });
  }

  private async open(session: ChatSession, id: number): Promise<void> {
    const room = await this.rooms.requireConversation(session.principal, id);
    await this.sendWhole(session, room, undefined, async ({ seq, page }) => ({
      type: 'dm_conversation_opened',
      conversation: await this.conversations.get(session.principal, id),
      messages: await this.present(session, room, page!.messages),
      has_more: page!.hasMore,
      seq,
    }));
  }

  private sync(session: ChatSession, room: RoomInfo, afterSeq: number): Promise<void> {
    return this.sendWhole(session, room, afterSeq, async ({ seq, changes }) => {
      const about = { type: 'resumed', conversation_id: room.id } as const;
      if (!changes) return { ...about, seq, complete: false, messages: [], changed: [], deleted: [] };
      const seen = this.conversations.visible(session.principal, room, changes);
      const profiles = await this.reader.profilesOf(seen);
      return { ...about, ...this.reader.missedBy(seen, afterSeq, seq, profiles, session.receiver) };
    });
  }

  /** Everything as of one moment; what happens meanwhile is held back and follows. */
  private async sendWhole(
    session: ChatSession,
    room: RoomInfo,
    afterSeq: number | undefined,
    frameOf: (snapshot: RoomSnapshot) => Promise<ChatServerFrame>,
  ): Promise<void> {
    const position = this.audience.hold(session, room.id);
    let seq = 0;
    try {
      const snapshot = await this.snapshots.take(room, session.userId, afterSeq);
      session.send(await frameOf(snapshot));
      ({ seq } = snapshot);
    } finally {
      this.audience.release(session, position, seq);
    }
  }

  private async tell({ id, kind, change, left }: RoomChangedEvent): Promise<void> {
    if (kind === 'channel' || change === 'deleted') return;
    if (left !== null) this.toReaders(left, { type: 'dm_conversation_left', conversation_id: id });
    const room = await this.rooms.find(id);
    if (!room) return;
    for (const userId of room.members.keys()) {
      for (const session of this.audience.ofUser(userId)) {
        if (!session.mayRead('dm')) continue;
        if (change === 'created') await this.sendList(session);
        else {
          const conversation = await this.conversations.get(session.principal, id);
          session.send({ type: 'dm_conversation_changed', conversation });
        }
      }
    }
  }

  private present(session: ChatSession, room: RoomInfo, messages: Parameters<MessageReader['present']>[0]) {
    const seen = this.conversations.visible(session.principal, room, messages);
    return this.reader.present(seen, receiverOf(session.principal));
  }

  private roomOf(session: ChatSession, frame: { conversation_id: number; message_id: number }): Promise<RoomInfo> {
    return this.changes.roomOf(session.principal, frame.message_id, frame.conversation_id);
  }
}
