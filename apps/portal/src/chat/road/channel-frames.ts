import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { type ChatServerFrame, DomainError, LIMITS, type PinnedMessage } from '#libs/contracts';
import { Blocks } from '../../blocking/index.js';
import { Sanctions } from '../../moderation/index.js';
import { ANONYMOUS, Authors } from '../authors.js';
import { Audience } from '../delivery/audience.js';
import type { ChatSession, Place } from '../delivery/chat-session.js';
import { ChannelPresence } from '../delivery/channel-presence.js';
import { prepare } from '../delivery/outgoing.js';
import { RoomSnapshots } from '../delivery/room-snapshots.js';
import { MessageReader } from '../messages/message-reader.js';
import { nameOf, presentMessage } from '../messages/present-message.js';
import type { StoredMessage } from '../messages/stored-message.js';
import { hiddenIn, withoutHidden } from '../messages/without-hidden.js';
import { channelState, ChannelsService } from '../rooms/channels.service.js';
import { Drafts } from '../rooms/drafts.js';
import { ReadMarks } from '../rooms/read-marks.js';
import { RoomRights, SEES_ROOM } from '../rooms/room-rights.js';
import { mayModerate, mayPost, maySee, type RoomInfo, Rooms } from '../rooms/rooms.js';
import { ChatRoad } from './chat-road.js';
import { MAX_ROW, optional, readChannel } from './frame-fields.js';

const CHANNEL = { min: 1, max: LIMITS.channelName };
const MAX_PAGE = 100;

/** Entering, reading and leaving channels. */
@Injectable()
export class ChannelFrames implements OnModuleInit {
  constructor(
    private readonly road: ChatRoad,
    private readonly dataSource: DataSource,
    private readonly snapshots: RoomSnapshots,
    private readonly rooms: Rooms,
    private readonly rights: RoomRights,
    private readonly channels: ChannelsService,
    private readonly reader: MessageReader,
    private readonly marks: ReadMarks,
    private readonly blocks: Blocks,
    private readonly sanctions: Sanctions,
    private readonly authors: Authors,
    private readonly audience: Audience,
    private readonly presence: ChannelPresence,
    private readonly drafts: Drafts,
  ) {}

  onModuleInit(): void {
    const { road } = this;
    road.onOpen((session) => this.presence.opened(session));
    road.onClose((session) => this.presence.closed(session));
    road.on('join', {
      scope: 'chat:read',
      read: (fields) => ({
        channel: fields.text('channel', CHANNEL),
        ...optional('after_seq', fields.optionalInteger('after_seq', { min: 0, max: Number.MAX_SAFE_INTEGER })),
      }),
      handle: async (session, frame) => {
        await this.join(session, frame.channel, frame.after_seq);
        session.ack(frame);
      },
    });
    road.on('leave', {
      scope: 'chat:read',
      read: () => ({}),
      handle: (session, frame) => {
        this.presence.leave(session);
        session.ack(frame);
      },
    });
    road.on('history', {
      scope: 'chat:read',
      read: (fields) => ({
        ...readChannel(fields),
        ...optional('before_id', fields.optionalInteger('before_id', ID_RANGE)),
        ...optional('after_id', fields.optionalInteger('after_id', ID_RANGE)),
        ...optional('around_id', fields.optionalInteger('around_id', ID_RANGE)),
        ...optional('limit', fields.optionalInteger('limit', { min: 1, max: Number.MAX_SAFE_INTEGER })),
      }),
      handle: async (session, frame) => {
        const channel = await this.requireEntry(session, session.channelOf(frame));
        const { before_id: beforeId, after_id: afterId, around_id: aroundId, limit = MAX_PAGE } = frame;
        const request = { beforeId, afterId, aroundId, limit: Math.min(limit, MAX_PAGE) };
        const page = await this.reader.page(channel.id, request);
        await this.rights.requireSight(channel, session.userId);
        session.send({
          type: 'history',
          channel: channel.name!,
          messages: await this.reader.present(this.visible(session, channel, page.messages), session.receiver),
          has_more: page.hasMore,
          has_newer: page.hasNewer,
          ...(frame.ref !== undefined && { ref: frame.ref }),
        });
      },
    });
    road.on('mark_read', {
      scope: 'chat:read',
      read: (fields) => ({ message_id: fields.id('message_id') }),
      handle: async (session, frame) => {
        const roomId = await this.channelOf(session, frame.message_id);
        const last = await this.marks.mark(session.userId, roomId, frame.message_id);
        const room = await this.rooms.find(roomId);
        this.audience.toUser(session.userId, { type: 'read', channel: room?.name ?? '', message_id: last });
        session.ack(frame);
      },
    });
    road.on('typing', {
      scope: 'chat:write',
      read: readChannel,
      handle: (session, frame) => this.type(session, session.channelOf(frame)),
    });
    road.on('subscribe', {
      scope: 'chat:read',
      read: () => ({}),
      handle: async (session, frame) => {
        session.isSubscribed = true;
        const channels = await this.channels.states(session.principal, await this.channels.list(session.principal));
        session.send({
          type: 'state',
          user_id: session.userId,
          channels,
          blocked: this.blocks.blockedBy(session.userId),
          drafts: await this.drafts.list(session.userId),
          sanctions: this.sanctions.of(session.userId),
        });
        session.ack(frame);
      },
    });
    road.on('draft', {
      scope: 'chat:write',
      read: (fields) => ({
        room_id: fields.id('room_id', MAX_ROW),
        message: fields.text('message', { max: LIMITS.message }),
      }),
      handle: async (session, frame) => {
        const room = await this.rooms.find(frame.room_id);
        if (!room || !maySee(room, session.userId)) throw new DomainError('channel.not_found');
        await this.drafts.keep(session.userId, room.id, frame.message);
        for (const other of this.audience.ofUser(session.userId)) {
          if (other !== session && other.isSubscribed)
            other.send({ type: 'draft', room_id: room.id, message: frame.message });
        }
        session.ack(frame);
      },
    });
    road.on('ping', {
      scope: 'chat:read',
      read: () => ({}),
      handle: (session, { ref }) => session.send({ type: 'pong', ...(ref !== undefined && { ref }) }),
    });
  }

  private async join(session: ChatSession, name: string, afterSeq: number | undefined): Promise<void> {
    const channel = await this.requireEntry(session, name);
    const place: Place = { roomId: channel.id, name: channel.name!, seq: 0, held: [] };
    this.presence.enter(session, place);
    try {
      await this.sendChannel(session, channel, place, afterSeq);
    } catch (error) {
      if (session.place === place) this.presence.leave(session);
      throw error;
    }
  }

  /** Everything as of one moment; what happens meanwhile is held back and follows. */
  private async sendChannel(session: ChatSession, channel: RoomInfo, place: Place, afterSeq?: number): Promise<void> {
    const { seq, changes, page, pinned } = await this.snapshots.take(channel, session.userId, afterSeq);
    const seen = this.visible(session, channel, changes ?? page!.messages);
    const profiles = await this.reader.profilesOf([...seen, ...pinned]);
    const users = await this.presence.usersFrame(channel, session.isModerator);
    const frames: ChatServerFrame[] = [];
    frames.push({
      type: 'channel_info',
      ...channelState(channel),
      topic: channel.description,
      seq,
      may_post: mayPost(channel, session.principal),
      may_moderate: mayModerate(channel, session.principal),
    });
    if (changes) {
      const missed = this.reader.missedBy(seen, afterSeq!, seq, profiles, session.receiver);
      frames.push({ type: 'resumed', channel: channel.name!, ...missed });
    } else {
      if (afterSeq !== undefined) frames.push({ type: 'resumed', channel: channel.name!, ...NOTHING_MISSED, seq });
      frames.push({
        type: 'history',
        channel: channel.name!,
        messages: seen.map((message) => presentMessage(message, profiles, session.receiver)),
        has_more: page!.hasMore,
        has_newer: false,
        seq,
      });
    }
    const messages: PinnedMessage[] = this.visible(session, channel, pinned).map((message) => ({
      id: message.id,
      username: nameOf(message, profiles),
      message: message.text ?? '',
      pinned_by: message.pinnedBy!,
      pinned_at: message.pinnedAt!.toISOString(),
    }));
    frames.push({ type: 'pinned_messages', channel: channel.name!, messages });
    session.write(Buffer.concat([...frames.map(prepare), users]));
    this.audience.release(session, place, seq);
  }

  private visible({ userId }: ChatSession, channel: RoomInfo, messages: readonly StoredMessage[]): StoredMessage[] {
    return withoutHidden(messages, hiddenIn(channel, userId, this.blocks));
  }

  private async type(session: ChatSession, name: string): Promise<void> {
    const channel = await this.requireEntry(session, name);
    if (!mayPost(channel, session.principal)) return;
    this.sanctions.requireVoice(session.userId, channel.id);
    const profile = await this.authors.find(session.userId);
    if (!profile) return;
    const { user_id, username, nickname } = profile.anonymous
      ? ANONYMOUS
      : { user_id: profile.userId, username: profile.username, nickname: profile.nickname };
    const frame: ChatServerFrame = { type: 'typing', channel: channel.name!, user_id, username, nickname };
    this.presence.broadcast(channel.id, prepare(frame), session.userId);
  }

  private async requireEntry(session: ChatSession, name: string): Promise<RoomInfo> {
    const channel = await this.rooms.requireChannel(session.principal, name);
    this.sanctions.requireEntry(session.userId, channel.id);
    return channel;
  }

  /** @throws DomainError message.not_found */
  private async channelOf(session: ChatSession, messageId: number): Promise<number> {
    const [row] = (await this.dataSource.query(`SELECT m.room_id FROM messages m WHERE m.id = $1 AND ${SEES_ROOM}`, [
      messageId,
      session.userId,
    ])) as { room_id: number }[];
    const room = row && (await this.rooms.find(row.room_id));
    if (room?.kind !== 'channel') throw new DomainError('message.not_found');
    return room.id;
  }
}

const ID_RANGE = { min: 1, max: Number.MAX_SAFE_INTEGER };
const NOTHING_MISSED = { complete: false, messages: [], changed: [], deleted: [] };
