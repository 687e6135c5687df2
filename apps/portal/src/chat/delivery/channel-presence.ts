import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { ChatUser } from '#libs/contracts';
import { PubSub } from '#libs/events';
import { Blocks } from '../../blocking/index.js';
import { PublicStats } from '../../users/index.js';
import { ANONYMOUS, type AuthorProfile, authorOf, Authors } from '../authors.js';
import { type RoomInfo, Rooms } from '../rooms/rooms.js';
import { Audience } from './audience.js';
import type { ChatSession, Place } from './chat-session.js';
import { prepare } from './outgoing.js';
import { Presence } from './presence.js';

/** In larger channels comings and goings are not told one by one, and the list of who is there is cut. */
const MAX_TOLD = 200;

/** How old the list of a large channel may be. */
const LIST_MS = 1_000;

const TYPING = 'chat.typing';

/** What sockets of a channel hear of one another. */
@Injectable()
export class ChannelPresence implements OnModuleInit {
  private readonly lists = new Map<string, { at: number; frame: Buffer }>();

  constructor(
    private readonly presence: Presence,
    private readonly audience: Audience,
    private readonly authors: Authors,
    private readonly rooms: Rooms,
    private readonly pubSub: PubSub,
    private readonly stats: PublicStats,
    private readonly blocks: Blocks,
  ) {}

  onModuleInit(): void {
    this.presence.onChange((roomId, userId, isHere) => void this.tell(roomId, userId, isHere));
    this.stats.register('online_users', async () => this.presence.online);
    this.pubSub.subscribe<{ room: number; frame: string; from: number }>(TYPING, ({ room, frame, from }) =>
      this.toOthers(room, Buffer.from(frame, 'base64'), from),
    );
  }

  opened({ userId }: ChatSession): void {
    this.presence.connected(userId);
  }

  closed(session: ChatSession): void {
    this.leave(session);
    this.presence.disconnected(session.userId);
  }

  enter(session: ChatSession, place: Place): void {
    this.leave(session);
    this.audience.enter(session, place);
    this.presence.entered(place.roomId, session.userId);
  }

  leave(session: ChatSession): void {
    const { place } = session;
    if (!place) return;
    this.audience.leave(session);
    this.presence.left(place.roomId, session.userId);
  }

  /** Who is there. Where comings and goings are not told, those who enter within a moment get the same list. */
  async usersFrame({ id, name }: RoomInfo, isModerator: boolean): Promise<Buffer> {
    const isLarge = this.presence.countIn(id) > MAX_TOLD;
    const key = `${id}:${isModerator}`;
    const known = this.lists.get(key);
    if (isLarge && known && Date.now() - known.at < LIST_MS) return known.frame;
    const profiles = await this.authors.load(first(this.presence.usersIn(id), MAX_TOLD));
    const users = [...profiles.values()].map((profile) => userFor(profile, isModerator));
    const frame = prepare({ type: 'users', channel: name!, users });
    if (isLarge) this.lists.set(key, { at: Date.now(), frame });
    else this.lists.delete(key);
    return frame;
  }

  /** To everybody in the channel but the sender, in every process. */
  broadcast(roomId: number, frame: Buffer, from: number): void {
    void this.pubSub.publish(TYPING, { room: roomId, frame: frame.toString('base64'), from }).catch(() => undefined);
  }

  private toOthers(roomId: number, frame: Buffer, from: number): void {
    const hiddenFrom = new Set([from, ...this.blocks.blockersOf(from)]);
    this.audience.toRoom(roomId, [{ seq: 0, plain: frame, hiddenFrom }]);
  }

  private async tell(roomId: number, userId: number, isHere: boolean): Promise<void> {
    if (this.audience.inRoom(roomId).size === 0 || this.presence.countIn(roomId) > MAX_TOLD) return;
    const [room, profile] = await Promise.all([this.rooms.find(roomId), this.authors.find(userId)]);
    // Many may have come meanwhile.
    if (!room?.name || !profile || this.presence.countIn(roomId) > MAX_TOLD) return;
    const frameFor = (isModerator: boolean): Buffer => {
      const user = userFor(profile, isModerator);
      if (isHere) return prepare({ type: 'user_joined', channel: room.name!, ...user });
      return prepare({ type: 'user_left', channel: room.name!, username: user.username, user_id: user.user_id });
    };
    const hiddenFrom = new Set([userId]);
    const told = {
      seq: 0,
      hiddenFrom,
      plain: frameFor(false),
      ...(profile.anonymous && { moderator: frameFor(true) }),
    };
    this.audience.toRoom(roomId, [told]);
  }
}

/** Somebody anonymous is in the list without saying who; moderators see the account. */
const userFor = (profile: AuthorProfile, isModerator: boolean): ChatUser => {
  if (!profile.anonymous)
    return { ...authorOf(profile), status: profile.status, status_message: profile.statusMessage };
  return isModerator ? { ...authorOf(profile), anonymous: true } : { ...ANONYMOUS };
};

const first = <T>(items: Iterable<T>, count: number): T[] => {
  const taken: T[] = [];
  for (const item of items) if (taken.push(item) === count) break;
  return taken;
};
