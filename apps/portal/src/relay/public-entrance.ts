import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import type { Metrics } from '#libs/telemetry';
import { METRICS } from '../boundary/log.js';
import { RelayIdentity } from '../relay-identity/index.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { ApiProxy } from './engine/api-proxy.js';
import { LeaseDirectory } from './engine/lease-directory.js';
import { type SniCounters, SniListener } from './engine/sni-listener.js';
import { Tenants } from './engine/tenants.js';
import { OwnHost } from './own-host.js';

/** The public TLS port, and what can be counted at it. */
@Injectable()
export class PublicEntrance {
  private readonly counters: SniCounters = { refused: 0, crowded: 0 };
  private sni: SniListener | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly identity: RelayIdentity,
    private readonly policy: RelayPolicy,
    private readonly directory: LeaseDirectory,
    private readonly tenants: Tenants,
    private readonly host: OwnHost,
    private readonly api: ApiProxy,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {}

  /** Resolves with the port. */
  async open(): Promise<number> {
    const { directory, policy, tenants, counters, host } = this;
    this.sni = new SniListener({
      ...{ rootHost: this.identity.rootHost, directory, policy, tenants, counters },
      onRoot: (socket, onSession) => host.accept(socket, onSession),
    });
    this.measure(this.sni);
    return this.sni.listen(this.config.get('SNI_PORT'), this.config.get('PORTAL_HOST'));
  }

  async close(): Promise<void> {
    this.host.close();
    await this.sni?.close();
  }

  private measure(sni: SniListener): void {
    const { metrics, counters, tenants, api } = this;
    const sum = (figure: 'ready' | 'connections') => () =>
      tenants.stats().reduce((total, tenant) => total + tenant[figure], 0);
    metrics.gauge('relay_sessions_ready', 'Reverse sessions that wait for a visitor.', sum('ready'));
    metrics.gauge('relay_connections', 'Visitors being served.', sum('connections'));
    metrics.gauge('relay_sockets', 'Connections to the public TLS port.', () => sni.open.sockets);
    metrics.gauge('relay_sockets_waiting', 'Those of them not yet where they want to go.', () => sni.open.waiting);
    metrics.gauge('relay_connections_refused', 'Connections for nobody.', () => counters.refused);
    metrics.gauge('relay_connections_crowded', 'Connections beyond what may be there.', () => counters.crowded);
    metrics.gauge('relay_requests_crowded', 'Requests beyond what one address may have.', () => api.crowded);
  }
}
