import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { RelayNodes } from '../relay-nodes/index.js';
import { normalizeIp, RelayPolicy } from '../relay-policy/index.js';

interface Transports {
  udp_enabled?: boolean | null;
  tcp_enabled?: boolean | null;
}

/** Who may have a lease, and by which transports. Whether it routes is asked of every connection anew. */
@Injectable()
export class LeaseAdmission {
  constructor(
    private readonly policy: RelayPolicy,
    private readonly nodes: RelayNodes,
  ) {}

  /** The address a client reports, if it is one. @throws DomainError relay.ip_banned, lease.rejected */
  requireAllowed(identityKey: string, reported: string | null | undefined): string | null {
    const reportedIp = reported ? normalizeIp(reported) : null;
    if (reportedIp !== null && this.policy.isIpBanned(reportedIp)) throw new DomainError('relay.ip_banned');
    if (this.policy.of(identityKey).isBanned) throw new DomainError('lease.rejected');
    return reportedIp;
  }

  /**
   * Before a client signs anything. A client that is told `relay.unavailable` leaves for good: while no relay runs, it is
   * told to come back.
   * @throws DomainError relay.unavailable, server.unavailable
   */
  async requireSupported({ udp_enabled, tcp_enabled }: Transports): Promise<void> {
    const { udp, tcp_port } = this.policy.settings();
    if (udp_enabled && !(udp.enabled && (await this.carriesUdp()))) throw new DomainError('relay.unavailable');
    if (tcp_enabled && !tcp_port.enabled) throw new DomainError('relay.unavailable');
  }

  /** What may have changed since. @throws DomainError lease.udp_disabled, lease.tcp_disabled */
  requireEnabled({ udp_enabled, tcp_enabled }: Transports): void {
    const { udp, tcp_port } = this.policy.settings();
    if (udp_enabled && !udp.enabled) throw new DomainError('lease.udp_disabled');
    if (tcp_enabled && !tcp_port.enabled) throw new DomainError('lease.tcp_disabled');
  }

  private async carriesUdp(): Promise<boolean> {
    const capabilities = await this.nodes.capabilities();
    if (!capabilities) throw new DomainError('server.unavailable');
    return capabilities.udp;
  }
}
