import { Injectable, Logger } from '@nestjs/common';
import type { Principal } from '../auth/principal.js';
import { ConnectionTargets } from './connection-targets.js';
import type { HealthReply, LaunchReply } from './connections.dto.js';
import { ConnectionsService } from './connections.service.js';
import { EntryHealth } from './entry-health.js';
import { connectionSocketUrl, viewerUrl } from './entry-links.js';

const LAUNCH_TIMEOUT_MS = 10_000;

/** What a viewer asks before it opens a connection. */
@Injectable()
export class ConnectionLauncher {
  private readonly log = new Logger('connections');

  constructor(
    private readonly connections: ConnectionsService,
    private readonly targets: ConnectionTargets,
    private readonly healthOf: EntryHealth,
  ) {}

  /** @throws DomainError connection.not_found, access.scope, and what the plugin's launch throws */
  async launch(caller: Principal, id: string): Promise<LaunchReply> {
    const target = await this.targets.find(caller, id);
    const { plugin } = target;
    const context = { ...target, user: caller, signal: AbortSignal.timeout(LAUNCH_TIMEOUT_MS), log: this.log };
    const { ssh_public_key, ...launch } = (await plugin.launch?.(context)) ?? {};
    return {
      connection: await this.connections.get(caller.userId, id),
      ...(typeof ssh_public_key === 'string' && { ssh_public_key }),
      websocket_url: connectionSocketUrl(plugin, id),
      url: viewerUrl(plugin, 'connection', id),
      launch,
    };
  }

  /** @throws DomainError connection.not_found, access.scope */
  async health(caller: Principal, id: string): Promise<HealthReply> {
    return this.healthOf.check(await this.targets.find(caller, id), caller);
  }
}
