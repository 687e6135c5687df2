import { Injectable } from '@nestjs/common';
import { identityKeyOf, leaseHostname, leaseTtlSeconds } from '#libs/relay-protocol';
import { RelayIdentity } from '../relay-identity/index.js';
import { RelayNodes } from '../relay-nodes/index.js';
import { normalizeIp } from '../relay-policy/index.js';
import { ChallengesService } from './challenges.service.js';
import { echRoutingOf } from './ech-routing.js';
import { LeaseAdmission } from './lease-admission.js';
import { LeaseClock } from './lease-clock.js';
import { LeasePorts } from './lease-ports.js';
import { LeaseRegistry } from './lease-registry.js';
import { LeaseReplies } from './lease-replies.js';
import type { PortKind } from './port.entity.js';
import type { LeaseReply, NewLease } from './sdk-lease.dto.js';

/** A signed challenge becomes a lease. */
@Injectable()
export class RegistrationsService {
  constructor(
    private readonly challenges: ChallengesService,
    private readonly admission: LeaseAdmission,
    private readonly registry: LeaseRegistry,
    private readonly ports: LeasePorts,
    private readonly replies: LeaseReplies,
    private readonly relay: RelayIdentity,
    private readonly clock: LeaseClock,
    private readonly relays: RelayNodes,
  ) {}

  /**
   * @throws DomainError lease.challenge_invalid, lease.unauthorized, relay.ip_banned, lease.rejected,
   *   lease.transport_mismatch, request.invalid, lease.(tcp|udp)_(disabled|ports|capacity), lease.hostname_conflict,
   *   server.unavailable
   */
  async register(proof: NewLease, ip: string): Promise<LeaseReply> {
    const { identity, metadata = {}, ...wish } = await this.challenges.redeem(proof);
    const reportedIp = this.admission.requireAllowed(identityKeyOf(identity), proof.reported_ip);
    const hostname = leaseHostname(identity.name, this.relay.rootHost);
    const routing = echRoutingOf(wish, hostname, this.relay.rootHost);
    this.admission.requireEnabled(wish);

    const kinds: PortKind[] = [
      ...(wish.tcp_enabled ? ['tcp' as const] : []),
      ...(wish.udp_enabled ? ['udp' as const] : []),
    ];
    const expiresAt = this.clock.after(leaseTtlSeconds(wish.ttl) * 1000);
    const clientIp = normalizeIp(ip) ?? ip;
    const claim = { identity, hostname, metadata, clientIp, reportedIp, expiresAt, kinds, ...routing };
    const lease = await this.registry.take(claim);
    await this.ports.open(lease);
    await this.relays.catchUp('leases');
    return this.replies.of(lease);
  }
}
