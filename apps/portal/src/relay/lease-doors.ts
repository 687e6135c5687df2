import { Inject, Injectable } from '@nestjs/common';
import { PortalConfig } from '#libs/config';
import { DomainError, type ErrorRow, ERRORS } from '#libs/contracts';
import { ProtocolError, type RelayErrorCode } from '#libs/relay-protocol';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import type { ServedCertificate } from '../certificates/index.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { Leases, LeaseTokens } from '../sdk-lease/index.js';
import type { PortListeners } from './engine/port-listeners.js';
import { UdpCounters } from './engine/udp/udp-counters.js';
import { type UdpLease, UdpRelay } from './engine/udp/udp-relay.js';

/** The public ports of leases, TCP and UDP, kept as the tables have them. */
@Injectable()
export class LeaseDoors {
  readonly udpCounters = new UdpCounters();
  /** Leases may change before the doors are open. */
  private tcp: PortListeners | undefined;
  private udp: UdpRelay | undefined;

  constructor(
    private readonly config: PortalConfig,
    private readonly leases: Leases,
    private readonly tokens: LeaseTokens,
    private readonly policy: RelayPolicy,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Whether UDP can be carried. */
  get hasUdp(): boolean {
    return this.udp !== undefined;
  }

  /** Opens what the tables have. `quicPort` is that of TLS. */
  async open(tcp: PortListeners, quicPort: number, certificate: () => ServedCertificate): Promise<void> {
    this.tcp = tcp;
    if (this.config.get('MAX_PORT') > 0) await this.openUdp(quicPort, certificate);
    for (const { identityKey } of await this.leases.withPorts())
      await this.bind(identityKey).catch((err: unknown) => this.log.error({ scope: 'relay', err }, 'port not opened'));
  }

  useCertificate(): void {
    this.udp?.reloadCertificate();
  }

  /** @throws DomainError lease.not_found; request.invalid — a port cannot be opened */
  async bind(identityKey: string): Promise<void> {
    const lease = await this.leases.byIdentity(identityKey);
    if (!lease) throw new DomainError('lease.not_found');
    try {
      if (lease.tcpPort !== null) await this.tcp?.bind(identityKey, lease.tcpPort);
      if (lease.udpPort !== null) await this.udp?.bind({ identityKey, port: lease.udpPort });
    } catch (cause) {
      throw new DomainError('request.invalid', { cause });
    }
  }

  /** Closes the ports that are nobody's any more. */
  async review(): Promise<void> {
    const [tcp, udp] = [this.tcp?.identities() ?? [], this.udp?.identities() ?? []];
    if (tcp.length + udp.length === 0) return;
    const held = new Map((await this.leases.withPorts()).map((lease) => [lease.identityKey, lease]));
    for (const identityKey of tcp) if (held.get(identityKey)?.tcpPort == null) this.tcp?.release(identityKey);
    for (const identityKey of udp) if (held.get(identityKey)?.udpPort == null) this.udp?.release(identityKey);
  }

  /** Closes the UDP ports of those that may not be reached now; they open again when their client comes back. */
  applyPolicy(): void {
    for (const identityKey of this.udp?.identities() ?? [])
      if (!this.policy.isRoutable(identityKey)) this.udp?.release(identityKey);
  }

  async close(): Promise<void> {
    this.tcp?.close();
    await this.udp?.close();
  }

  /** Without it everything else works. */
  private async openUdp(port: number, certificate: () => ServedCertificate): Promise<void> {
    if (!UdpRelay.isAvailable()) {
      this.log.warn({ scope: 'relay' }, 'QUIC has no build for this machine: no UDP');
      return;
    }
    try {
      this.udp = await UdpRelay.open({
        port,
        host: this.config.get('PORTAL_HOST'),
        certificate,
        authority: { admit: (token, address) => this.admit(token, address) },
        counters: this.udpCounters,
      });
    } catch (err) {
      this.log.error({ scope: 'relay', err, port }, 'QUIC does not listen: no UDP');
    }
  }

  private async admit(token: string, address: string): Promise<UdpLease> {
    try {
      if (this.policy.isIpBanned(address)) throw new DomainError('relay.ip_banned');
      const { identityKey } = this.tokens.verify(token);
      const lease = await this.leases.byIdentity(identityKey);
      if (!lease) throw new DomainError('lease.not_found');
      if (!this.policy.isRoutable(identityKey)) throw new DomainError('lease.rejected');
      if (lease.udpPort === null) throw new DomainError('lease.transport_mismatch');
      return { identityKey, port: lease.udpPort };
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { relay }: ErrorRow = ERRORS[error.code];
      throw new ProtocolError((relay ?? 'internal') as RelayErrorCode, error.message, { cause: error });
    }
  }
}
