import { findQuiche, type QuicCertificate, type Quiche } from '#libs/quic';
import { ProtocolError } from '#libs/relay-protocol';
import { Backhaul } from './backhaul.js';
import { PublicPort } from './public-port.js';
import { QuicListener } from './quic-listener.js';
import type { UdpCounters } from './udp-counters.js';
import { UDP_LIMITS, type UdpLimits } from './udp-limits.js';

export interface UdpLease {
  /** `name:address` in lower case. */
  identityKey: string;
  /** Public. */
  port: number;
}

export interface UdpAuthority {
  /**
   * The lease of whoever presents this token.
   * @throws ProtocolError lease_not_found, lease_rejected, unauthorized, transport_mismatch
   */
  admit(accessToken: string, remoteAddress: string): Promise<UdpLease>;
}

export interface UdpRelayOptions {
  /** Of QUIC; 0 means any. */
  port: number;
  /** An address of this machine; all IPv4 ones by default. */
  host?: string;
  certificate(): QuicCertificate;
  authority: UdpAuthority;
  counters: UdpCounters;
  limits?: Partial<UdpLimits>;
}

export interface UdpLeaseStats {
  isAttached: boolean;
  flows: number;
  bytesIn: number;
  bytesOut: number;
}

interface Binding {
  port: number;
  opening: Promise<PublicPort>;
  open: PublicPort | undefined;
}

/** UDP leases: packets of public ports travel to their tenants as DATAGRAMs (RFC 9221) of QUIC, and back. */
export class UdpRelay {
  private readonly bindings = new Map<string, Binding>();
  private readonly timers: NodeJS.Timeout[] = [];
  private listener!: QuicListener;

  private constructor(
    private readonly options: UdpRelayOptions,
    private readonly host: string,
    private readonly limits: UdpLimits,
  ) {}

  /** False where the QUIC library has no build for this machine. */
  static isAvailable(): boolean {
    return findQuiche() !== undefined;
  }

  /** @throws ProtocolError feature_unavailable; Error — the port is taken or the certificate cannot be used */
  static async open(options: UdpRelayOptions): Promise<UdpRelay> {
    const quiche = findQuiche();
    if (!quiche) throw new ProtocolError('feature_unavailable', 'QUIC is not available on this machine');
    const relay = new UdpRelay(options, options.host ?? '0.0.0.0', { ...UDP_LIMITS, ...options.limits });
    await relay.listen(quiche);
    return relay;
  }

  get port(): number {
    return this.listener.port;
  }

  identities(): string[] {
    return [...this.bindings.keys()];
  }

  /** Opens the public port. Idempotent; another port than before replaces it. @throws Error — the port is taken */
  async bind(lease: UdpLease): Promise<void> {
    await this.publicPort(lease);
  }

  /** Closes the public port and its tenant's connection. Idempotent. */
  release(identityKey: string): void {
    const binding = this.bindings.get(identityKey);
    this.bindings.delete(identityKey);
    binding?.opening.then(
      (publicPort) => publicPort.close(),
      () => undefined,
    );
  }

  stats(identityKey: string): UdpLeaseStats | undefined {
    const open = this.bindings.get(identityKey)?.open;
    return open && { isAttached: !!open.tenant, flows: open.flows, bytesIn: open.bytesIn, bytesOut: open.bytesOut };
  }

  /** For connections from now on; the others keep theirs. @throws Error — it cannot be used, and nothing changes */
  reloadCertificate(): void {
    this.listener.reloadCertificate();
  }

  async close(): Promise<void> {
    for (const timer of this.timers) clearInterval(timer);
    const bindings = [...this.bindings.values()];
    for (const identityKey of this.identities()) this.release(identityKey);
    await Promise.allSettled(bindings.map(({ opening }) => opening));
    await this.listener.close();
  }

  private async listen(quiche: Quiche): Promise<void> {
    const { options, limits, host } = this;
    const { port, certificate, counters } = options;
    this.listener = await QuicListener.open({
      ...{ quiche, host, port, certificate, counters, limits },
      welcome: (connection, remoteAddress, settled) => {
        const admit = (token: string): Promise<PublicPort> => this.admit(token, remoteAddress);
        return new Backhaul({ connection, limits, counters, admit, settled });
      },
    });
    this.timers.push(setInterval(() => this.open().forEach((open) => open.tenant?.ping()), limits.pingMs).unref());
    this.timers.push(setInterval(() => this.open().forEach((open) => open.sweep()), limits.sweepMs).unref());
  }

  private async admit(accessToken: string, remoteAddress: string): Promise<PublicPort> {
    return this.publicPort(await this.options.authority.admit(accessToken, remoteAddress));
  }

  private async publicPort({ identityKey, port }: UdpLease): Promise<PublicPort> {
    const known = this.bindings.get(identityKey);
    if (known?.port === port) return known.opening;
    this.release(identityKey);
    const { limits, host } = this;
    const opening = PublicPort.open({ host, port, limits, counters: this.options.counters });
    const binding: Binding = { port, opening, open: undefined };
    this.bindings.set(identityKey, binding);
    try {
      return (binding.open = await opening);
    } catch (error) {
      if (this.bindings.get(identityKey) === binding) this.bindings.delete(identityKey);
      throw error;
    }
  }

  private open(): PublicPort[] {
    return [...this.bindings.values()].flatMap(({ open }) => open ?? []);
  }
}
