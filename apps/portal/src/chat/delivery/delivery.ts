import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Blocks } from '../../blocking/index.js';
import { type AuthorProfile, Authors } from '../authors.js';
import { MessageReader } from '../messages/message-reader.js';
import { type RoomInfo, Rooms } from '../rooms/rooms.js';
import { Activity } from './activity.js';
import { Audience } from './audience.js';
import { framesOf } from './change-frames.js';
import type { Outgoing } from './outgoing.js';
import { type FeedReader, type Happening, RoomFeed } from './room-feed.js';

/** From the feed to the sockets of this process. */
@Injectable()
export class Delivery implements FeedReader, OnModuleInit {
  /** The last change of each room that was delivered here, for what is missed. */
  private readonly delivered = new Map<number, number>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly feed: RoomFeed,
    private readonly rooms: Rooms,
    private readonly messages: MessageReader,
    private readonly authors: Authors,
    private readonly blocks: Blocks,
    private readonly audience: Audience,
    private readonly activity: Activity,
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
      this.delivered.set(roomId, ofRoom.at(-1)!.change.s);
      this.deliverRoom(room, ofRoom, profiles);
    }
  }

  /** Reads what rooms with listeners went through while nothing was heard. */
  async recover(): Promise<void> {
    for (const [roomId, seq] of this.delivered) {
      const room = await this.rooms.find(roomId);
      if (!room || !this.hasListeners(room)) {
        this.delivered.delete(roomId);
        continue;
      }
      const changes = await this.messages.changesAfter(roomId, seq, this.dataSource.manager);
      // Too much: whoever comes back asks for itself.
      if (!changes) for (const session of this.audience.inRoom(roomId)) session.ws.close(1012, 'server.draining');
      else await this.deliver(changes.map((message) => recovered(message, seq)));
    }
  }

  private hasListeners(room: RoomInfo): boolean {
    if (room.kind === 'channel') return this.audience.inRoom(room.id).size > 0;
    return [...room.members.keys()].some((userId) => this.audience.ofUser(userId).size > 0);
  }

  private deliverRoom(room: RoomInfo, happenings: readonly Happening[], profiles: Map<number, AuthorProfile>): void {
    const context = { room, profiles, blocks: this.blocks };
    const frames: Outgoing[] = [];
    for (const happening of happenings) {
      const frame = framesOf(happening, context);
      if (frame) frames.push(frame);
    }
    if (room.kind === 'channel') {
      this.audience.toRoom(room.id, frames);
      this.activity.note(room, happenings);
    } else this.audience.toParticipants(room.members.keys(), frames);
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

/** The closest a message's state comes to what happened to it. */
const recovered = (message: Happening['message'], after: number): Happening => {
  const about = { r: message.roomId, s: message.rev, m: message.id };
  if (message.deletedAt) return { change: { ...about, k: 'deleted', by: message.deletedBy }, message };
  return { change: { ...about, k: message.seq > after ? 'posted' : 'edited' }, message };
};
