import { Injectable, type OnModuleInit } from '@nestjs/common';
import { EventBus } from '#libs/events';
import { CredentialRevoked, TokensChanged } from '../auth/auth.events.js';
import { isRevoked } from '../auth/principal.js';
import { ConnectionChanged, ConnectionDeleted, HostKeyPinned } from '../connections/connections.events.js';
import { SessionEnded, SessionOpened } from '../connections/sessions.events.js';
import { NotificationsChanged } from '../notifications/notifications.events.js';
import { ServiceChanged, ServiceDeleted } from '../services/services.events.js';
import { SettingsChanged } from '../settings/settings.events.js';
import { StreamChanged, StreamWentLive, StreamWentOffline } from '../streams/streams.events.js';
import { AccountsService } from '../users/index.js';
import { UserChanged, UserDeleted, UserDisabled } from '../users/users.events.js';
import { LiveRooms } from './live-rooms.js';
import { PortalLiveRoad } from './portal-live-road.js';

/** From domain events, which every process hears, to the web apps connected to this one. */
@Injectable()
export class LiveListener implements OnModuleInit {
  private readonly rooms: LiveRooms;

  constructor(
    private readonly events: EventBus,
    private readonly road: PortalLiveRoad,
    private readonly accounts: AccountsService,
  ) {
    this.rooms = new LiveRooms(road, true);
  }

  onModuleInit(): void {
    this.tellOfEntries();
    this.tellOfAccounts();
    this.dropRevoked();
  }

  private tellOfEntries(): void {
    const { events, rooms } = this;
    for (const event of [ConnectionChanged, ConnectionDeleted]) {
      events.onEverywhere<{ id: string; user_id: number }>(event, ({ id, user_id }) =>
        rooms.toUser(user_id, { topic: 'connections.changed', data: { id } }),
      );
    }
    for (const event of [SessionOpened, SessionEnded]) {
      events.onEverywhere(event, ({ user_id }) => {
        rooms.toUser(user_id, { topic: 'sessions.changed', data: { user_id } });
        rooms.toRole('admin', { topic: 'sessions.changed', data: { user_id } });
      });
    }
    for (const event of [ServiceChanged, ServiceDeleted]) {
      events.onEverywhere<object>(event, () => rooms.toAll({ topic: 'services.changed', data: {} }));
    }
    // Says not which: of private ones others know nothing.
    for (const event of [StreamChanged, StreamWentLive, StreamWentOffline]) {
      events.onEverywhere<object>(event, () => rooms.toAll({ topic: 'streams.changed', data: {} }));
    }
    events.onEverywhere(HostKeyPinned, ({ owner_kind, owner_id, user_id, host, port, fingerprint }) => {
      const connection_id = owner_kind === 'connection' ? owner_id : null;
      const frame = { topic: 'hostkey.pinned', data: { connection_id, host, port, fingerprint } } as const;
      if (user_id === null) rooms.toRole('admin', frame);
      else rooms.toUser(user_id, frame);
    });
  }

  private tellOfAccounts(): void {
    const { events, rooms } = this;
    for (const event of [UserChanged, UserDisabled, UserDeleted]) {
      events.onEverywhere(event, ({ id }) => {
        rooms.toUser(id, { topic: 'users.changed', data: { id } });
        rooms.toRole('admin', { topic: 'users.changed', data: { id } });
      });
    }
    events.onEverywhere(TokensChanged, ({ user_id }) => rooms.toUser(user_id, { topic: 'tokens.changed', data: {} }));
    events.onEverywhere(NotificationsChanged, ({ user_id, unread_count }) =>
      rooms.toUser(user_id, { topic: 'notifications.changed', data: { unread_count } }),
    );
    events.onEverywhere(SettingsChanged, () => rooms.toAll({ topic: 'settings.changed', data: {} }));
  }

  private dropRevoked(): void {
    const { events, road } = this;
    for (const event of [UserDisabled, UserDeleted]) {
      events.onEverywhere(event, ({ id }) => road.drop(({ userId }) => userId === id));
    }
    events.onEverywhere(CredentialRevoked, (revoked) => road.drop((principal) => isRevoked(principal, revoked)));
    // Rooms follow from the role at sign-in: whoever has another one now connects anew.
    events.onEverywhere(UserChanged, async ({ id }) => {
      const account = await this.accounts.find(id);
      road.drop(({ userId, role }) => userId === id && role !== account?.role);
    });
  }
}
