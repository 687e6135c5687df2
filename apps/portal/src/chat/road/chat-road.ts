import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { type ChatClientFrame, type ChatServerFrame, DomainError, LIMITS } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { FrameRoad, type UpgradeRouter, type WebSocket } from '#libs/realtime';
import { type Principal, requireAccess } from '../../auth/index.js';
import { isRevoked } from '../../auth/principal.js';
import { CredentialRevoked } from '../../auth/auth.events.js';
import { UserDeleted, UserDisabled } from '../../users/users.events.js';
import { Audience } from '../delivery/audience.js';
import { ChatSession, MAX_BUFFERED_BYTES } from '../delivery/chat-session.js';
import { FrameFields } from './frame-fields.js';

type ClientFrame<T extends ChatClientFrame['type']> = Extract<ChatClientFrame, { type: T }>;

export interface FrameHandler<T extends ChatClientFrame['type']> {
  /** What a key needs for it. */
  scope: 'chat:read' | 'chat:write' | 'dm:read' | 'dm:write';
  read: (fields: FrameFields) => Omit<ClientFrame<T>, 'type' | 'ref'>;
  handle: (session: ChatSession, frame: ClientFrame<T>) => void | Promise<void>;
}

type AnyHandler = FrameHandler<never>;

/** A person types; a script may be quicker, but not for long. */
const FLOOD = { perSecond: 50, burst: 300 };
const UNLIMITED = { perSecond: Number.MAX_SAFE_INTEGER, burst: Number.MAX_SAFE_INTEGER };
const MAX_WAITING = 64;

/** `/ws/chat`. Features say which frames they take and what a socket hears first. */
@Injectable()
export class ChatRoad implements OnModuleInit {
  private readonly log = new Logger('chat');
  private readonly handlers = new Map<string, AnyHandler>();
  private readonly openings: ((session: ChatSession) => void | Promise<void>)[] = [];
  private readonly closings: ((session: ChatSession) => void)[] = [];

  constructor(
    private readonly config: PortalConfig,
    private readonly events: EventBus,
    private readonly audience: Audience,
  ) {}

  onModuleInit(): void {
    const { events } = this;
    events.onEverywhere(UserDisabled, ({ id }) => this.closeWhere(({ userId }) => userId === id));
    events.onEverywhere(UserDeleted, ({ id }) => this.closeWhere(({ userId }) => userId === id));
    events.onEverywhere(CredentialRevoked, (revoked) =>
      this.closeWhere(({ principal }) => isRevoked(principal, revoked)),
    );
  }

  on<T extends ChatClientFrame['type']>(type: T, handler: FrameHandler<T>): void {
    this.handlers.set(type, handler as unknown as AnyHandler);
  }

  /** Runs for each new socket, before its first frame is handled. */
  onOpen(listener: (session: ChatSession) => void | Promise<void>): void {
    this.openings.push(listener);
  }

  onClose(listener: (session: ChatSession) => void): void {
    this.closings.push(listener);
  }

  register(router: UpgradeRouter<Principal>): void {
    router.route<null>({
      path: '/ws/chat',
      maxPayloadBytes: LIMITS.byteMessageBytes,
      authorize: ({ principal }) => {
        requireAccess(principal, 'chat:read');
        return null;
      },
      open: (ws, _grant, { principal }) => this.open(ws, principal),
    });
  }

  private async open(ws: WebSocket, principal: Principal): Promise<void> {
    const road: FrameRoad<ChatClientFrame, ChatServerFrame> = new FrameRoad<ChatClientFrame, ChatServerFrame>(ws, {
      parse: (raw) => this.parse(raw),
      handle: (frame): void | Promise<void> => this.handle(session, frame),
      flood: this.config.get('PORTAL_RATE_LIMITS') ? FLOOD : UNLIMITED,
      maxWaiting: MAX_WAITING,
      maxBufferedBytes: MAX_BUFFERED_BYTES,
      onError: (error) => this.log.error(error),
    });
    const session: ChatSession = new ChatSession(road, principal);
    this.audience.add(session);
    ws.once('close', () => {
      for (const listener of this.closings) listener(session);
      this.audience.remove(session);
    });
    for (const listener of this.openings) await listener(session);
    ws.resume();
  }

  /** @throws DomainError request.invalid */
  private parse(raw: Record<string, unknown> & { type: string }): ChatClientFrame {
    const handler = this.handlers.get(raw.type);
    if (!handler) throw new DomainError('request.invalid', { text: 'This "type" of message is not known.' });
    const fields = new FrameFields(raw);
    const frame = handler.read(fields) as object;
    const { ref } = raw;
    const isRef = (typeof ref === 'string' && ref.length <= 64) || typeof ref === 'number';
    return fields.done({ type: raw.type, ...frame, ...(isRef && { ref }) }) as ChatClientFrame;
  }

  private handle(session: ChatSession, frame: ChatClientFrame): void | Promise<void> {
    const handler = this.handlers.get(frame.type)!;
    requireAccess(session.principal, handler.scope);
    return handler.handle(session, frame as never);
  }

  private closeWhere(matches: (session: ChatSession) => boolean): void {
    for (const session of this.audience.sessions) {
      if (matches(session)) session.road.fail(new DomainError('session.revoked'));
    }
  }
}
