import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { Keyring } from '#libs/crypto';
import { EventBus, PubSub } from '#libs/events';
import { type Log, type Metrics } from '#libs/telemetry';
import { LOG, METRICS } from '../boundary/log.js';
import { RelayCertificates } from '../certificates/index.js';
import { RelayIdentity } from '../relay-identity/index.js';
import { type LeaseStats, OwnRelayNode, relaySecret } from '../relay-nodes/index.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { LEASE_CHANGED, type LeaseChange, Leases, LeaseTokens } from '../sdk-lease/index.js';
import { ApiAddress } from './api-address.js';
import { ApiProxy } from './engine/api-proxy.js';
import { KnownTokens } from './engine/known-tokens.js';
import { LeaseDirectory } from './engine/lease-directory.js';
import { PortListeners } from './engine/port-listeners.js';
import { ReadyQueues } from './engine/ready-queues.js';
import { ReverseConnect } from './engine/reverse-connect.js';
import { RootHost } from './engine/root-host.js';
import { SignEndpoint } from './engine/sign-endpoint.js';
import { type SniCounters, SniListener } from './engine/sni-listener.js';
import { type RoutePolicy, Tenants } from './engine/tenants.js';
import { LeaseDoors } from './lease-doors.js';
import { RelayFace } from './relay-face.js';

/** Between two looks for leases that would have expired. */
const SWEEP_MS = 1_000;

/** The relay role: the data plane, put together. */
@Injectable()
export class RelayServer implements OnApplicationBootstrap, OnApplicationShutdown {
  /** Where it listens; 0 before. */
  port = 0;
  private readonly counters: SniCounters = { refused: 0, crowded: 0 };
  private readonly directory: LeaseDirectory;
  private readonly tenants: Tenants;
  private readonly known: KnownTokens;
  private readonly ports: PortListeners;
  private readonly connect: ReverseConnect;
  private readonly api: ApiProxy;
  private sign: SignEndpoint | undefined;
  private root: RootHost | undefined;
  private sni: SniListener | undefined;
  private face: RelayFace | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly keyring: Keyring,
    api: ApiAddress,
    private readonly identity: RelayIdentity,
    private readonly certificates: RelayCertificates,
    private readonly node: OwnRelayNode,
    private readonly leases: Leases,
    tokens: LeaseTokens,
    private readonly policy: RelayPolicy,
    private readonly doors: LeaseDoors,
    private readonly pubSub: PubSub,
    private readonly events: EventBus,
    @Inject(LOG) private readonly log: Log,
    @Inject(METRICS) private readonly metrics: Metrics,
  ) {
    const route: RoutePolicy = {
      isRoutable: (identityKey) => policy.isRoutable(identityKey),
      bpsOf: (identityKey) => policy.of(identityKey).bps,
      isIpBanned: (address) => policy.isIpBanned(address),
    };
    this.directory = new LeaseDirectory(leases);
    this.known = new KnownTokens((token) => tokens.verify(token).identityKey);
    this.tenants = new Tenants(new ReadyQueues(), route, leases);
    this.ports = new PortListeners(config.get('PORTAL_HOST'), this.tenants, route);
    this.connect = new ReverseConnect({
      source: leases,
      policy: route,
      tenants: this.tenants,
      identityOf: (token) => this.known.identityOf(token),
      onError: this.onError,
    });
    this.api = new ApiProxy(() => api.url(), this.onError);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.policy.ready();
    const certificate = await this.certificates.open();
    const { leases: source, policy, directory, tenants, counters } = this;
    const sign = (this.sign = new SignEndpoint(certificate.keyPem, {
      source,
      policy,
      identityOf: (token) => this.known.identityOf(token),
      allowsNoToken: this.config.get('RELAY_SIGN_WITHOUT_TOKEN'),
      onError: this.onError,
    }));
    const root = (this.root = new RootHost({
      certificate,
      connect: this.connect,
      api: this.api,
      sign: (request, response) => sign.answer(request, response),
    }));
    this.certificates.onChange((newer) => {
      sign.useKey(newer.keyPem);
      root.useCertificate(newer);
      this.doors.useCertificate();
    });
    await this.follow();
    const { rootHost } = this.identity;
    const onRoot = (socket: Parameters<RootHost['accept']>[0]): void => root.accept(socket);
    this.sni = new SniListener({ rootHost, directory, policy, tenants, onRoot, counters });
    this.port = await this.sni.listen(this.config.get('SNI_PORT'), this.config.get('PORTAL_HOST'));
    await this.doors.open(this.ports, this.port, () => this.certificates.current());
    await this.openFace();
    this.measure();
    this.log.info({ scope: 'relay', url: this.identity.url, port: this.port }, 'taking tunnels');
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.node.withdraw().catch((err: unknown) => this.log.warn({ scope: 'relay', err }, 'node not withdrawn'));
    await this.doors.close();
    this.tenants.close();
    this.root?.close();
    this.api.close();
    await this.sni?.close();
    await this.face?.close();
  }

  /** Of the identities served here. */
  stats(): LeaseStats[] {
    return this.tenants.stats();
  }

  private async follow(): Promise<void> {
    this.policy.onChange(() => {
      this.tenants.applyPolicy();
      this.doors.applyPolicy();
    });
    this.pubSub.subscribe(LEASE_CHANGED, (change: LeaseChange) => void this.leaseChanged(change.identityKey));
    // What was told while the connection was gone is lost.
    this.events.onGap(() => this.readAgain());
    this.timer = setInterval(() => void this.sweep(), SWEEP_MS).unref();
  }

  private async leaseChanged(identityKey: string): Promise<void> {
    this.directory.changed(identityKey);
    this.sign?.forget(identityKey);
    try {
      await this.tenants.review(identityKey);
      await this.doors.review();
    } catch (error) {
      this.onError(error);
    }
  }

  private async readAgain(): Promise<void> {
    this.directory.forget();
    for (const { identityKey } of this.tenants.stats()) await this.leaseChanged(identityKey);
    await this.doors.review().catch(this.onError);
  }

  private async sweep(): Promise<void> {
    await this.tenants.sweep();
    await this.doors.review().catch(this.onError);
  }

  private async openFace(): Promise<void> {
    const url = new URL(this.config.get('RELAY_INNER_URL') ?? 'http://127.0.0.1:0');
    this.face = new RelayFace({
      bindPorts: (identityKey) => this.doors.bind(identityKey),
      stats: () => this.stats(),
      connect: (stream, offer) => void this.connect.accept(stream, offer),
      sign: (request, response) => this.sign!.answer(request, response),
      secret: relaySecret(this.keyring),
      onError: this.onError,
    });
    url.port = String(await this.face.listen(Number(url.port), url.hostname));
    await this.node.announce(url.origin, { sniPort: this.port, udp: this.doors.hasUdp });
  }

  private measure(): void {
    const sum = (figure: 'ready' | 'connections') => () =>
      this.tenants.stats().reduce((total, tenant) => total + tenant[figure], 0);
    this.metrics.gauge('relay_sessions_ready', 'Reverse sessions that wait for a visitor.', sum('ready'));
    this.metrics.gauge('relay_connections', 'Visitors being served.', sum('connections'));
    const open = (figure: 'sockets' | 'waiting') => () => this.sni?.open[figure] ?? 0;
    this.metrics.gauge('relay_sockets', 'Connections to the public TLS port.', open('sockets'));
    this.metrics.gauge('relay_sockets_waiting', 'Those of them not yet where they want to go.', open('waiting'));
    this.metrics.gauge('relay_connections_refused', 'Connections for nobody.', () => this.counters.refused);
    this.metrics.gauge('relay_connections_crowded', 'Connections beyond what may wait.', () => this.counters.crowded);
  }

  private readonly onError = (err: unknown): void => this.log.error({ scope: 'relay', err }, 'relay');
}
