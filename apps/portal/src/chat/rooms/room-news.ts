import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '#libs/events';
import { Sanctions } from '../../moderation/index.js';
import { SanctionImposed, SanctionLifted } from '../../moderation/moderation.events.js';
import { DomainError } from '#libs/contracts';
import { AccountsService } from '../../users/index.js';
import { UserChanged } from '../../users/users.events.js';
import { Authors } from '../authors.js';
import { RoomChanged, type RoomChangedEvent } from '../chat.events.js';
import { Audience } from '../delivery/audience.js';
import { ChannelPresence } from '../delivery/channel-presence.js';
import { errorFrame } from '#libs/realtime';
import { channelState } from './channels.service.js';
import { maySee, Rooms } from './rooms.js';

/** Tells open sockets what became of their rooms and of the people in them, and shows out whoever may not stay. */
@Injectable()
export class RoomNews implements OnModuleInit {
  private readonly log = new Logger('chat');

  constructor(
    private readonly events: EventBus,
    private readonly rooms: Rooms,
    private readonly audience: Audience,
    private readonly presence: ChannelPresence,
    private readonly accounts: AccountsService,
    private readonly authors: Authors,
    private readonly sanctions: Sanctions,
  ) {}

  onModuleInit(): void {
    const { events } = this;
    events.onEverywhere(RoomChanged, (event) => this.tellChannel(event));
    events.onEverywhere(UserChanged, ({ id }) => this.tellProfile(id));
    events.onEverywhere(SanctionImposed, async ({ user_id, room_id, kind }) => {
      if (kind === 'ban') this.showOut(user_id, room_id);
      await this.tellSanctions(user_id);
    });
    events.onEverywhere(SanctionLifted, ({ user_id }) => this.tellSanctions(user_id));
  }

  private async tellChannel({ id, kind, change, old_name }: RoomChangedEvent): Promise<void> {
    if (kind !== 'channel') return;
    if (change === 'deleted') {
      for (const session of this.audience.inRoom(id)) this.presence.leave(session);
      this.audience.toAll({ type: 'channel_deleted', channel: old_name ?? '', id });
      return;
    }
    const channel = await this.rooms.find(id);
    if (!channel) return;
    const state = channelState(channel);
    for (const session of this.audience.inRoom(id)) {
      if (session.place?.roomId === id) session.place.name = channel.name!;
      if (!maySee(channel, session.userId)) this.presence.leave(session);
    }
    for (const session of this.audience.sessions) {
      const isSeen = maySee(channel, session.userId);
      if (isSeen && old_name !== null) {
        session.send({ type: 'channel_renamed', old_name, new_name: channel.name!, id });
      }
      if (!session.isSubscribed) continue;
      if (isSeen) session.send({ type: change === 'created' ? 'channel_created' : 'channel_changed', channel: state });
      else if (change !== 'created') session.send({ type: 'channel_deleted', channel: old_name ?? channel.name!, id });
    }
  }

  /** The rights a socket was opened with may be others now. */
  private async tellProfile(userId: number): Promise<void> {
    const sessions = this.audience.ofUser(userId);
    if (this.audience.sessions.size === 0) return;
    const account = await this.accounts.find(userId);
    if (!account) return;
    for (const session of sessions) session.principal = { ...session.principal, role: account.role };
    const profile = await this.authors.find(userId);
    if (!profile || profile.anonymous) return;
    const { username, nickname, role, avatar, status, statusMessage } = profile;
    const user = { user_id: userId, username, nickname, role, avatar, status, status_message: statusMessage };
    for (const session of this.audience.sessions) if (session.isSubscribed) session.send({ type: 'profile', user });
  }

  private async tellSanctions(userId: number): Promise<void> {
    const sessions = [...this.audience.ofUser(userId)].filter(({ isSubscribed }) => isSubscribed);
    if (sessions.length === 0) return;
    const sanctions = await this.sanctions.ofNow(userId);
    for (const session of sessions) session.send({ type: 'sanctions', sanctions });
  }

  private showOut(userId: number, roomId: number | null): void {
    for (const session of this.audience.ofUser(userId)) {
      if (!session.place || (roomId !== null && session.place.roomId !== roomId)) continue;
      this.presence.leave(session);
      session.send(errorFrame(new DomainError('chat.banned')));
      this.log.log(`user ${userId} was shown out`);
    }
  }
}
