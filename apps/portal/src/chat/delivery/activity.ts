import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Blocks } from '../../blocking/index.js';
import { maySee, type RoomInfo } from '../rooms/rooms.js';
import { Audience } from './audience.js';
import { prepare } from './outgoing.js';
import type { Happening } from './room-feed.js';

/** News of channels one is not in are gathered this long. */
const GATHER_MS = 150;

interface News {
  room: RoomInfo;
  messages: { id: number; userId: number | null; anonymous: boolean; mentions: readonly number[]; here: boolean }[];
}

/** Tells sockets that subscribed of new messages in channels they are not in. */
@Injectable()
export class Activity implements OnModuleDestroy {
  private readonly news = new Map<number, News>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly audience: Audience,
    private readonly blocks: Blocks,
  ) {}

  note(room: RoomInfo, happenings: readonly Happening[]): void {
    for (const { change, message } of happenings) {
      if (change.k !== 'posted') continue;
      const gathered = this.news.get(room.id) ?? { room, messages: [] };
      this.news.set(room.id, gathered);
      gathered.messages.push({
        id: message.id,
        userId: message.userId,
        anonymous: message.anonymous,
        mentions: message.mentions,
        here: message.mentionsHere,
      });
    }
    if (this.news.size > 0) this.timer ??= setTimeout(() => this.tell(), GATHER_MS);
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  private tell(): void {
    this.timer = undefined;
    const news = [...this.news.values()];
    this.news.clear();
    for (const session of this.audience.sessions) {
      if (!session.isSubscribed) continue;
      for (const { room, messages } of news) {
        if (session.place?.roomId === room.id || !maySee(room, session.userId)) continue;
        const heard = messages.filter(
          ({ userId, anonymous }) =>
            userId !== session.userId &&
            (userId === null || anonymous || !this.blocks.blockersOf(userId).has(session.userId)),
        );
        if (heard.length === 0) continue;
        const mentioned = heard.some(({ mentions, here }) => here || mentions.includes(session.userId));
        session.write(
          prepare({
            type: 'activity',
            channel_id: room.id,
            channel: room.name!,
            last_message_id: heard.at(-1)!.id,
            count: heard.length,
            mentioned,
          }),
        );
      }
    }
  }
}
