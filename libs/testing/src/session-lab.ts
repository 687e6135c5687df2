import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Heartbeat, SocketPlaces, UpgradeRouter } from '#libs/realtime';
import { type EventBus } from '#libs/events';
import { CLOSED_POLICY, NetGuard } from '#libs/net-guard';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import type { Principal } from '../../../apps/portal/src/auth/principal.js';
import type {
  ConnectionPlugin,
  HostKeyPin,
  StoredKey,
} from '../../../apps/portal/src/connections/connection-plugin.js';
import { findPlugin } from '../../../apps/portal/src/connections/plugins/index.js';
import { RemoteSessionsService } from '../../../apps/portal/src/connections/remote-sessions.service.js';
import { type RemoteTarget, RemoteTargets } from '../../../apps/portal/src/connections/remote-targets.js';
import { SessionRegistry } from '../../../apps/portal/src/connections/session-registry.js';
import { SessionRoads } from '../../../apps/portal/src/connections/session-roads.js';
import type { SessionHistory } from '../../../apps/portal/src/connections/session-history.js';
import { PortalSettings, type SettingsService } from '../../../apps/portal/src/settings/index.js';
import { principalOf } from './principal.js';

export interface LabEntry {
  plugin?: string;
  host?: string;
  port: number;
  config?: Record<string, unknown>;
  secrets?: Record<string, string>;
  keys?: Record<number, StoredKey>;
}

/** Everything between an HTTP server and a session, without the portal around it: entries and users live in memory. */
export class SessionLab extends RemoteTargets {
  readonly entries = new Map<string, LabEntry>();
  readonly pins = new Map<string, HostKeyPin>();
  readonly registry = new SessionRegistry();
  readonly ends: { id: string; reason: string; bytesIn: number; bytesOut: number }[] = [];
  readonly sessions: RemoteSessionsService;
  readonly router: UpgradeRouter<Principal>;
  url: string;
  private readonly server: Server = createServer((_request, response) => response.writeHead(404).end());

  constructor({ socketsPerUser = 1000, heartbeatMs = 25_000, env = {} as Record<string, string> } = {}) {
    super();
    const history = {
      started: async () => undefined,
      ended: async (_live, { id, bytesIn, bytesOut }, { reason }) =>
        void this.ends.push({ id, reason, bytesIn, bytesOut }),
      seen: async () => undefined,
    } as Pick<SessionHistory, 'started' | 'ended' | 'seen'> as SessionHistory;
    const config = PortalConfig.read(env);
    const guard = new NetGuard(() => ({ ...CLOSED_POLICY, loopback: true }));
    const settings = { current: new PortalSettings() } as SettingsService;
    this.sessions = new RemoteSessionsService(
      this.registry,
      history,
      guard,
      {} as EventBus,
      {} as never,
      config,
      settings,
    );
    const places = new SocketPlaces(socketsPerUser);
    this.router = new UpgradeRouter<Principal>({
      authenticator: { authenticate: async ({ query }) => callerOf(query.get('token')) },
      admission: {
        clientIp: (_headers, peer) => peer,
        admitIp: async () => undefined,
        acquire: async ({ userId }) => places.acquire(String(userId)),
      },
      heartbeat: new Heartbeat(heartbeatMs),
      onError: (error) => console.error(error),
    });
    new SessionRoads(this, this.sessions).register(this.router);
    this.router.attach(this.server);
  }

  async open(): Promise<this> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async close(): Promise<void> {
    await this.sessions.onModuleDestroy();
    await this.router.drain(1_000);
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What all sessions hold in memory: for readers and for coming back. */
  bufferedBytes(): number {
    const kept = this.registry.list().reduce((sum, { session }) => sum + (session?.keptBytes ?? 0), 0);
    return this.router.bufferedBytes + kept;
  }

  /** `/ws/user-connection/<id>` for user 1, or another `user`. */
  path(id: string, query = '', user = 1): string {
    return `${this.url}/ws/user-connection/${id}?token=${user}${query && `&${query}`}`;
  }

  override async forConnection(_caller: Principal, id: string): Promise<RemoteTarget> {
    const entry = this.entries.get(id);
    if (!entry) throw new DomainError('connection.not_found');
    return this.target(id, entry, 'connection');
  }

  override async forService(_caller: Principal, plugin: string, id: number): Promise<RemoteTarget> {
    const entry = this.entries.get(String(id));
    if (!entry || (entry.plugin ?? 'ssh') !== plugin) throw new DomainError('service.not_found');
    return this.target(String(id), entry, 'service');
  }

  private target(id: string, entry: LabEntry, origin: 'connection' | 'service'): RemoteTarget {
    const plugin = findPlugin(entry.plugin ?? 'ssh') as ConnectionPlugin;
    return {
      ...{ plugin, origin, scope: 'connections', ownerId: 1, id, name: id },
      ...{ host: entry.host ?? '127.0.0.1', port: entry.port, config: entry.config ?? {} },
      secret: async (field: string) => entry.secrets?.[field],
      storedKey: async (keyId: number) => entry.keys?.[keyId],
      markUsed: async () => undefined,
      hostKeys: {
        find: async (host, port) => this.pins.get(`${id} ${host}:${port}`),
        pin: async (host, port, key) => void this.pins.set(`${id} ${host}:${port}`, key),
      },
    };
  }
}

const callerOf = (token: string | null): Principal | null =>
  token === null
    ? null
    : principalOf({ userId: Number(token), credential: { kind: 'session', id: `s${token}`, cookie: false } });
