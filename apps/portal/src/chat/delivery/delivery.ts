import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { Blocks } from '../../blocking/index.js';
import { type AuthorProfile, Authors } from '../authors.js';
import { maySee, type RoomInfo, Rooms } from '../rooms/rooms.js';
import { Activity } from './activity.js';
import { Audience } from './audience.js';
import { framesOf } from './change-frames.js';
import { ChannelPresence } from './channel-presence.js';
import { type FeedReader, type Happening, RoomFeed } from './room-feed.js';

/** From the feed to the sockets of this process. */
@Injectable()
export class Delivery implements FeedReader, OnModuleInit {
  constructor(
    private readonly feed: RoomFeed,
    private readonly rooms: Rooms,
    private readonly authors: Authors,
    private readonly blocks: Blocks,
    private readonly audience: Audience,
    private readonly activity: Activity,
    private readonly presence: ChannelPresence,
  ) {}

  onModuleInit(): void {
    this.feed.attach(this);
  }

  cares(): boolean {
    return this.audience.sessions.size > 0;
  }

  async deliver(happenings: readonly Happening[]): Promise<void> {
    const profiles = await this.profilesFor(happenings);
    for (const [roomId, ofRoom] of byRoom(happenings)) {
      const room = this.rooms.peek(roomId) ?? (await this.rooms.find(roomId));
      if (!room) continue;
      this.deliverRoom(room, ofRoom, profiles);
    }
  }

  turn(roomId: number): void {
    this.rooms.forget(roomId);
  }

  /** Whoever comes back resumes where it was, in channels and conversations. */
  async recover(): Promise<void> {
    const { closeCode, code } = new DomainError('server.draining');
    for (const session of this.audience.sessions) session.ws.close(closeCode, code);
  }

  private deliverRoom(room: RoomInfo, happenings: readonly Happening[], profiles: Map<number, AuthorProfile>): void {
    const context = { room, profiles, blocks: this.blocks };
    const frames = happenings.map((happening) => framesOf(happening, context));
    if (room.kind === 'channel') {
      this.showOut(room);
      this.audience.toRoom(room.id, frames);
      this.activity.note(room, happenings);
    } else this.audience.toParticipants(room.id, room.members.keys(), frames);
  }

  /** Whoever ceased to belong is told so soon, and hears nothing of what was said since. */
  private showOut(room: RoomInfo): void {
    if (room.visibility === 'public') return;
    for (const session of this.audience.inRoom(room.id)) {
      if (!maySee(room, session.userId)) this.presence.leave(session);
    }
  }

  private async profilesFor(happenings: readonly Happening[]): Promise<Map<number, AuthorProfile>> {
    const ids = new Set<number>();
    for (const { change, message } of happenings) {
      for (const id of [message.userId, message.parent?.userId, 'by' in change ? change.by : null])
        if (typeof id === 'number') ids.add(id);
      if (change.k === 'reacted') ids.add(change.u);
    }
    const known = new Map<number, AuthorProfile>();
    for (const id of ids) {
      const profile = this.authors.peek(id);
      if (!profile) return this.authors.load(ids);
      known.set(id, profile);
    }
    return known;
  }
}

const byRoom = (happenings: readonly Happening[]): Map<number, Happening[]> => {
  const rooms = new Map<number, Happening[]>();
  for (const happening of happenings) {
    const known = rooms.get(happening.change.r);
    if (known) known.push(happening);
    else rooms.set(happening.change.r, [happening]);
  }
  return rooms;
};
