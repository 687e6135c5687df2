import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { DomainError, parseScopes } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { CredentialRevoked } from '../auth/auth.events.js';
import { isRevoked } from '../auth/principal.js';
import { ServiceChanged, ServiceDeleted } from '../services/services.events.js';
import { AccountsService } from '../users/index.js';
import { UserChanged, UserDeleted, UserDisabled } from '../users/users.events.js';
import { ConnectionChanged, ConnectionDeleted } from './connections.events.js';
import { RemoteTargets } from './remote-targets.js';
import { closeLive, type LiveSession, SessionRegistry } from './session-registry.js';
import { SessionCloseRequested } from './sessions.events.js';

/** Ends live sessions of this process the moment what they stand on goes. */
@Injectable()
export class SessionsListener implements OnModuleInit {
  private readonly log = new Logger('sessions');

  constructor(
    private readonly events: EventBus,
    private readonly registry: SessionRegistry,
    private readonly accounts: AccountsService,
    private readonly targets: RemoteTargets,
  ) {}

  onModuleInit(): void {
    const { events } = this;
    events.onEverywhere(UserDisabled, ({ id }) => this.closeWhere(isOfUser(id)));
    events.onEverywhere(UserDeleted, ({ id }) => this.closeWhere(isOfUser(id)));
    events.onEverywhere(UserChanged, ({ id }) => this.recheck(isOfUser(id)));
    events.onEverywhere(CredentialRevoked, (revoked) =>
      this.closeWhere(({ principal }) => isRevoked(principal, revoked)),
    );
    events.onEverywhere(ConnectionDeleted, ({ id }) => this.closeWhere(isOfEntry('connection', id)));
    events.onEverywhere(ConnectionChanged, ({ id, rerouted }) => {
      if (rerouted) this.closeWhere(isOfEntry('connection', id));
    });
    events.onEverywhere(ServiceDeleted, ({ id }) => this.closeWhere(isOfEntry('service', String(id))));
    events.onEverywhere(ServiceChanged, ({ id }) => this.recheck(isOfEntry('service', String(id))));
    events.onEverywhere(SessionCloseRequested, ({ id }) => this.closeWhere((live) => live.id === id));
  }

  private closeWhere(matches: (live: LiveSession) => boolean): void {
    this.registry.closeWhere(matches, 'session.revoked');
  }

  /** Asks again, with the account's present rights, whether the entry may be opened, and where it leads. */
  private async recheck(matches: (live: LiveSession) => boolean): Promise<void> {
    for (const live of this.registry.list(matches)) {
      const stands = await this.stands(live).catch((error: unknown) => {
        if (!(error instanceof DomainError)) this.log.error(error);
        return false;
      });
      if (!stands) closeLive(live, new DomainError('session.revoked'));
    }
  }

  private async stands({ principal, target }: LiveSession): Promise<boolean> {
    const account = await this.accounts.find(principal.userId);
    if (!account || account.disabledAt) return false;
    const caller = { ...principal, role: account.role, userScopes: parseScopes(account.scopes) };
    const now =
      target.origin === 'connection'
        ? await this.targets.forConnection(caller, target.id)
        : await this.targets.forService(caller, target.plugin.id, Number(target.id));
    return now.host === target.host && now.port === target.port;
  }
}

const isOfUser =
  (id: number) =>
  ({ principal }: LiveSession): boolean =>
    principal.userId === id;

const isOfEntry =
  (origin: 'service' | 'connection', id: string) =>
  ({ target }: LiveSession): boolean =>
    target.origin === origin && target.id === id;
