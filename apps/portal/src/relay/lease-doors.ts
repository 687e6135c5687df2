import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { quicheAbsence } from '#libs/quic';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { RelayCertificates } from '../certificates/index.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { type ActiveLease, Leases } from '../sdk-lease/index.js';
import { PortListeners } from './engine/port-listeners.js';
import { UdpCounters } from './engine/udp/udp-counters.js';
import { UdpRelay } from './engine/udp/udp-relay.js';
import { UdpAdmission } from './udp-admission.js';

/** A lease with ports, as last read. */
type Held = Pick<ActiveLease, 'tcpPort' | 'udpPort' | 'expiresAt'>;

/** The public ports of leases, TCP and UDP, kept as the tables have them. */
@Injectable()
export class LeaseDoors {
  readonly udpCounters = new UdpCounters();
  private udp: UdpRelay | undefined;
  private held = new Map<string, Held>();
  /** One after the other: what was read before a port was opened must not close it. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly config: PortalConfig,
    private readonly leases: Leases,
    private readonly tcp: PortListeners,
    private readonly certificates: RelayCertificates,
    private readonly admission: UdpAdmission,
    private readonly policy: RelayPolicy,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Whether UDP can be carried. */
  get hasUdp(): boolean {
    return this.udp !== undefined;
  }

  /** Opens what the tables have. `quicPort` is that of TLS. */
  async open(quicPort: number): Promise<void> {
    if (this.config.get('MAX_PORT') > 0) await this.openUdp(quicPort);
    for (const { identityKey } of await this.leases.withPorts())
      await this.bind(identityKey).catch((err: unknown) => this.log.error({ scope: 'relay', err }, 'port not opened'));
  }

  /** @throws DomainError lease.not_found; request.invalid — a port cannot be opened */
  bind(identityKey: string): Promise<void> {
    return this.inTurn(async () => {
      const lease = await this.leases.byIdentity(identityKey);
      if (!lease) throw new DomainError('lease.not_found');
      this.held.set(identityKey, lease);
      try {
        if (lease.tcpPort !== null) await this.tcp.open(lease.tcpPort);
        if (lease.udpPort !== null) await this.bindUdp(identityKey, lease.udpPort);
      } catch (cause) {
        throw new DomainError('request.invalid', { cause });
      }
    });
  }

  /** The lease of this identity is another now, or ended. */
  async changed(identityKey: string): Promise<void> {
    if (this.held.has(identityKey)) await this.review();
  }

  /** Closes the ports that are nobody's any more. */
  review(): Promise<void> {
    return this.inTurn(() => this.closeLost());
  }

  /**
   * Every second: looks at the tables when a lease would have expired, or when `isHearing` says that changes may be missed.
   * Where the tables cannot be read, what would have expired is closed.
   */
  async sweep(isHearing: boolean, now = new Date()): Promise<void> {
    const isOver = ({ expiresAt }: Held): boolean => expiresAt <= now;
    if (this.held.size === 0 || (isHearing && ![...this.held.values()].some(isOver))) return;
    try {
      await this.review();
    } catch {
      this.keepOnly(new Map([...this.held].filter(([, lease]) => !isOver(lease))));
    }
  }

  /** Closes the UDP ports of those that may not be reached now; they open again when their client comes back. */
  applyPolicy(): void {
    for (const identityKey of this.udp?.identities() ?? [])
      if (!this.policy.isRoutable(identityKey)) this.udp?.release(identityKey);
  }

  async close(): Promise<void> {
    this.tcp.close();
    await this.udp?.close();
  }

  private async bindUdp(identityKey: string, port: number): Promise<void> {
    try {
      await this.udp?.bind({ identityKey, port });
    } catch {
      // Whoever had it before may still have it open.
      await this.closeLost();
      await this.udp?.bind({ identityKey, port });
    }
  }

  private async closeLost(): Promise<void> {
    this.keepOnly(new Map((await this.leases.withPorts()).map((lease) => [lease.identityKey, lease])));
  }

  private keepOnly(held: Map<string, Held>): void {
    this.held = held;
    const tcpPorts = new Set([...held.values()].map(({ tcpPort }) => tcpPort));
    for (const port of this.tcp.ports()) if (!tcpPorts.has(port)) this.tcp.release(port);
    for (const identityKey of this.udp?.identities() ?? [])
      if (held.get(identityKey)?.udpPort == null) this.udp?.release(identityKey);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }

  /** Without it everything else works. */
  private async openUdp(port: number): Promise<void> {
    if (!UdpRelay.isAvailable()) {
      this.log.warn({ scope: 'relay', reason: quicheAbsence() }, 'no QUIC, no UDP');
      return;
    }
    try {
      this.udp = await UdpRelay.open({
        port,
        host: this.config.get('PORTAL_HOST'),
        certificate: () => this.certificates.current(),
        authority: this.admission,
        counters: this.udpCounters,
      });
      this.certificates.onChange(() => this.udp?.reloadCertificate());
    } catch (err) {
      this.log.error({ scope: 'relay', err, port }, 'QUIC does not listen: no UDP');
    }
  }
}
