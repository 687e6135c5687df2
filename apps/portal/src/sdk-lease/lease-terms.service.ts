import { Injectable } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { leaseTtlSeconds } from '#libs/relay-protocol';
import { RelayNodes } from '../relay-nodes/index.js';
import { normalizeIp } from '../relay-policy/index.js';
import { LeaseAdmission } from './lease-admission.js';
import { LeaseClock } from './lease-clock.js';
import { LeaseRegistry } from './lease-registry.js';
import { LeaseTokens } from './lease-tokens.js';
import { type LeaseRenewal, metadataOf, type RenewalReply } from './sdk-lease.dto.js';

/** What holders of a lease's token do with it. */
@Injectable()
export class LeaseTermsService {
  constructor(
    private readonly tokens: LeaseTokens,
    private readonly admission: LeaseAdmission,
    private readonly registry: LeaseRegistry,
    private readonly clock: LeaseClock,
    private readonly relays: RelayNodes,
  ) {}

  /** @throws DomainError lease.unauthorized, relay.ip_banned, lease.rejected, lease.not_found */
  async renew({ access_token, ttl, reported_ip, metadata }: LeaseRenewal, ip: string): Promise<RenewalReply> {
    const { identity, identityKey } = this.tokens.verify(access_token);
    const reportedIp = this.admission.requireAllowed(identityKey, reported_ip);
    const expiresAt = this.clock.after(leaseTtlSeconds(ttl ?? undefined) * 1000);
    const isRenewed = await this.registry.renew(identityKey, {
      clientIp: normalizeIp(ip) ?? ip,
      expiresAt,
      ...(reportedIp !== null && { reportedIp }),
      ...(metadata && { metadata: metadataOf(metadata) }),
    });
    if (!isRenewed) throw new DomainError('lease.not_found');
    return { expires_at: expiresAt.toISOString(), access_token: this.tokens.sign(identity, expiresAt) };
  }

  /** @throws DomainError lease.unauthorized, lease.not_found */
  async unregister(accessToken: string): Promise<void> {
    const { identityKey } = this.tokens.verify(accessToken);
    if (!(await this.registry.unregister(identityKey))) throw new DomainError('lease.not_found');
    await this.relays.catchUp('leases');
  }
}
