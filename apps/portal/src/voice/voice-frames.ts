import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type ChatServerFrame, DomainError, LIMITS } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { Blocks } from '../blocking/index.js';
import { Audience, ChatRoad, type ChatSession, MAX_ROW, maySee, optional, Rooms } from '../chat/index.js';
import { RoomChanged } from '../chat/chat.events.js';
import { Sanctions } from '../moderation/index.js';
import { SanctionImposed } from '../moderation/moderation.events.js';
import { type VoiceNews, VoiceRooms } from './voice-rooms.js';

/** Specification A: 2 to 10 users talk to one another in a mesh. */
const MAX_USERS = LIMITS.participants;
const SPEAKING_MS = 100;
const ROOM = /^(?:dm|channel):([1-9]\d{0,9})$/;

/** Voice signalling: who is where, and what peers say to one another to connect. The sound itself never comes here. */
@Injectable()
export class VoiceFrames implements OnModuleInit {
  /** The socket a user of this process talks with. */
  private readonly sessions = new Map<number, ChatSession>();
  private readonly spokeAt = new WeakMap<ChatSession, number>();

  constructor(
    private readonly road: ChatRoad,
    private readonly voice: VoiceRooms,
    private readonly rooms: Rooms,
    private readonly audience: Audience,
    private readonly sanctions: Sanctions,
    private readonly blocks: Blocks,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    this.voice.onNews((news) => this.tell(news));
    this.road.onClose((session) => this.leave(session));
    this.events.onEverywhere(SanctionImposed, ({ user_id }) => this.showOut(user_id));
    this.events.onEverywhere(RoomChanged, () => this.recheck());
    this.takeMembership();
    this.takeState();
    this.takeSignals();
  }

  private takeMembership(): void {
    this.road.on('voice_join', {
      scope: 'chat:write',
      read: (fields) => ({ ...optional('room', fields.optionalText('room', { max: 32 })) }),
      handle: async (session, frame) => {
        await this.join(session, frame.room);
        session.ack(frame);
      },
    });
    this.road.on('voice_leave', {
      scope: 'chat:write',
      read: () => ({}),
      handle: (session, frame) => {
        this.leave(session);
        session.ack(frame);
      },
    });
  }

  private takeState(): void {
    const change = (session: ChatSession, state: { muted?: boolean; deafened?: boolean }): void => {
      const { room, user } = this.placeOf(session);
      this.voice.put({ room, user: { ...user, ...state } });
    };
    this.road.on('voice_mute', {
      scope: 'chat:write',
      read: (fields) => ({ muted: fields.flag('muted') }),
      handle: (session, frame) => {
        change(session, { muted: frame.muted });
        session.ack(frame);
      },
    });
    this.road.on('voice_deafen', {
      scope: 'chat:write',
      read: (fields) => ({ deafened: fields.flag('deafened') }),
      handle: (session, frame) => {
        change(session, { deafened: frame.deafened });
        session.ack(frame);
      },
    });
    this.road.on('voice_speaking', {
      scope: 'chat:write',
      read: (fields) => ({ speaking: fields.flag('speaking') }),
      handle: (session, { speaking }) => {
        const { room, user } = this.placeOf(session);
        const now = performance.now();
        // That somebody fell silent is never held back.
        if (speaking && now - (this.spokeAt.get(session) ?? -Infinity) < SPEAKING_MS) return;
        this.spokeAt.set(session, now);
        this.voice.pass({ kind: 'speaking', room, user: user.user_id, speaking });
      },
    });
  }

  private takeSignals(): void {
    this.road.on('voice_signal', {
      scope: 'chat:write',
      read: (fields) => ({ target_user_id: fields.id('target_user_id', MAX_ROW), signal: fields.any('signal') }),
      handle: (session, frame) => {
        const { room } = this.placeOf(session);
        const target = this.voice.placeOf(frame.target_user_id);
        if (target?.room !== room) throw new DomainError('user.not_found');
        if (this.blocks.isBlockedBetween(session.userId, frame.target_user_id)) throw new DomainError('user.blocked');
        this.voice.pass({ kind: 'signal', room, from: session.userId, to: frame.target_user_id, signal: frame.signal });
        session.ack(frame);
      },
    });
  }

  /** @throws DomainError channel.not_found, conversation.not_found, chat.banned, chat.muted, voice.full, request.invalid */
  private async join(session: ChatSession, asked: string | undefined): Promise<void> {
    const room = await this.requireRoom(session, asked);
    const others = this.voice.usersIn(room).filter(({ user_id }) => user_id !== session.userId);
    if (others.length >= MAX_USERS) throw new DomainError('voice.full');
    const { userId, principal } = session;
    const user = { user_id: userId, username: principal.username, nickname: principal.profile.nickname };
    this.sessions.set(userId, session);
    session.send({ type: 'voice_joined', room, users: others });
    this.voice.put({ room, user: { ...user, muted: false, deafened: false } });
  }

  private async requireRoom(session: ChatSession, asked: string | undefined): Promise<string> {
    const name = asked ?? (session.place ? `channel:${session.place.roomId}` : undefined);
    if (name === undefined) {
      throw new DomainError('request.invalid', { text: 'Join a text channel first, or name a room.' });
    }
    const id = Number(ROOM.exec(name)?.[1]);
    if (!(id <= MAX_ROW)) throw new DomainError('channel.not_found');
    const room = name.startsWith('dm:')
      ? await this.rooms.requireConversation(session.principal, id)
      : await this.rooms.requireChannel(session.principal, id);
    this.sanctions.requireVoice(session.userId, room.id);
    return name;
  }

  private leave(session: ChatSession): void {
    if (this.sessions.get(session.userId) !== session) return;
    this.sessions.delete(session.userId);
    this.voice.take(session.userId);
  }

  private placeOf(session: ChatSession) {
    const place = this.sessions.get(session.userId) === session ? this.voice.placeOf(session.userId) : undefined;
    if (!place) throw new DomainError('voice.not_joined');
    return place;
  }

  private tell(news: VoiceNews): void {
    if (news.kind === 'signal') {
      const frame = { type: 'voice_signal', room: news.room, from_user_id: news.from, signal: news.signal } as const;
      this.sessions.get(news.to)?.send(frame);
    } else if (news.kind === 'speaking') {
      const { room, user, speaking } = news;
      this.toRoom(room, { type: 'voice_speaking', room, user_id: user, speaking }, user);
    } else {
      const { kind, room, user } = news;
      if (kind === 'left') {
        this.toRoom(room, { type: 'voice_user_left', room, user_id: user.user_id }, user.user_id);
        this.audience.ofUser(user.user_id).forEach((session) => session.send({ type: 'voice_left', room }));
        if (!this.voice.placeOf(user.user_id)) this.sessions.delete(user.user_id);
      } else {
        const type = kind === 'joined' ? 'voice_user_joined' : 'voice_state';
        this.toRoom(room, { type, room, ...user }, kind === 'joined' ? user.user_id : undefined);
      }
    }
  }

  private toRoom(room: string, frame: ChatServerFrame, except?: number): void {
    for (const { user_id } of this.voice.usersIn(room)) {
      if (user_id !== except) this.sessions.get(user_id)?.send(frame);
    }
  }

  private showOut(userId: number): void {
    const session = this.sessions.get(userId);
    const place = this.voice.placeOf(userId);
    if (!session || !place) return;
    try {
      this.sanctions.requireVoice(userId, roomIdOf(place.room));
    } catch {
      this.leave(session);
    }
  }

  /** Whoever may no longer be in the room of the voice goes. */
  private async recheck(): Promise<void> {
    for (const [userId, session] of this.sessions) {
      const place = this.voice.placeOf(userId);
      const room = place && (await this.rooms.find(roomIdOf(place.room)));
      if (!room || !maySee(room, userId)) this.leave(session);
    }
  }
}

const roomIdOf = (room: string): number => Number(ROOM.exec(room)![1]);
