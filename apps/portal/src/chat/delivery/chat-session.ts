import type { ChatClientFrame, ChatServerFrame, ErrorFrame } from '#libs/contracts';
import { hasScope, invalidFields, roleAtLeast } from '#libs/contracts';
import { type FrameRoad, type WebSocket, writePrepared } from '#libs/realtime';
import type { Principal } from '../../auth/index.js';
import type { Posted } from '../messages/message-writer.js';
import type { Receiver } from '../messages/present-message.js';
import type { Outgoing } from './outgoing.js';

/** Bytes that may wait for a reader before it is closed with `consumer.slow`; it resumes where it was. */
export const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;

/** How far a socket knows a room. */
export interface Position {
  roomId: number;
  /** Changes up to here the client has, or gets with what it is being sent. */
  seq: number;
  /** Changes that arrive while the client is still being sent what was before; null once it has that. */
  held: Outgoing[] | null;
}

/** The channel a socket is in. */
export interface Place extends Position {
  name: string;
}

/** One open chat socket. */
export class ChatSession {
  place: Place | null = null;
  /** Conversations it was sent as a whole; most sockets are sent none. */
  conversations: Map<number, Position> | null = null;
  /** Whether it wants to know of all its rooms (`subscribe`). */
  isSubscribed = false;

  constructor(
    readonly road: FrameRoad<ChatClientFrame, ChatServerFrame>,
    public principal: Principal,
  ) {}

  get ws(): WebSocket {
    return this.road.ws;
  }

  get userId(): number {
    return this.principal.userId;
  }

  get isModerator(): boolean {
    return roleAtLeast(this.principal.role, 'moderator');
  }

  get receiver(): Required<Receiver> {
    return { userId: this.userId, isModerator: this.isModerator };
  }

  positionIn(roomId: number): Position | undefined {
    return this.place?.roomId === roomId ? this.place : this.conversations?.get(roomId);
  }

  /** The channel a frame means. @throws DomainError request.invalid */
  channelOf({ channel }: { channel?: string }): string {
    const name = channel ?? this.place?.name;
    if (name === undefined) throw invalidFields([{ field: 'channel', message: 'is required' }]);
    return name;
  }

  /** Whether its key reaches so far. */
  mayRead(area: 'chat' | 'dm'): boolean {
    return hasScope(this.principal.scopes, `${area}:read`);
  }

  send(frame: ChatServerFrame | ErrorFrame): void {
    this.road.send(frame);
  }

  write(bytes: Buffer): void {
    writePrepared(this.ws, bytes, MAX_BUFFERED_BYTES);
  }

  /** The answer to what became a message. */
  ackPosted(frame: ChatClientFrame, { id, seq, createdAt, isDuplicate }: Posted): void {
    this.ack(frame, { id, seq, created_at: createdAt.toISOString(), ...(isDuplicate && { duplicate: true }) });
  }

  ack(
    frame: ChatClientFrame,
    more: { id?: number; seq?: number; created_at?: string; duplicate?: boolean } = {},
  ): void {
    if (frame.ref !== undefined) this.send({ type: 'ack', ref: frame.ref, ...more });
  }
}
