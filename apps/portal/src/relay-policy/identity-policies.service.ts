import { Injectable } from '@nestjs/common';
import { DomainError, invalidFields } from '#libs/contracts';
import { identityKeyOf, parseIdentityKey, ProtocolError } from '#libs/relay-protocol';
import { IdentityPolicy } from './identity-policy.entity.js';
import { RelayIpBan } from './ip-ban.entity.js';
import { normalizeIp } from './normalize-ip.js';
import type { IpPolicyChange, LeasePolicyChange } from './policy.dto.js';
import { type Actor, PolicyWriter } from './policy-writer.js';

/** What is decided of one identity or address; none needs to have a lease. */
@Injectable()
export class IdentityPoliciesService {
  constructor(private readonly writer: PolicyWriter) {}

  /**
   * Approving lifts a denial, denying revokes approval.
   * @throws DomainError request.invalid
   */
  async decide(actor: Actor, change: LeasePolicyChange): Promise<void> {
    const identityKey = requireIdentityKey(change.identity_key);
    const decision = requireDecision(change);
    await this.writer.write(actor, async (tx) => {
      const row = { identityKey, isBanned: false, isDenied: false, isApproved: false, bps: 0 };
      await tx.createQueryBuilder().insert().into(IdentityPolicy).values(row).orIgnore().execute();
      await tx.findOneOrFail(IdentityPolicy, { where: { identityKey }, lock: { mode: 'pessimistic_write' } });
      await tx.update(IdentityPolicy, { identityKey }, decision);
      return { action: 'relay_identity.decided', target: { name: identityKey }, details: { ...change } };
    });
  }

  /** @throws DomainError relay.invalid_ip */
  async decideIp(actor: Actor, { ip: text, is_banned: isBanned }: IpPolicyChange): Promise<void> {
    const ip = normalizeIp(text);
    if (ip === null) throw new DomainError('relay.invalid_ip');
    await this.writer.write(actor, async (tx) => {
      if (isBanned) {
        await tx.createQueryBuilder().insert().into(RelayIpBan).values({ ip }).orIgnore().execute();
        return { action: 'relay_ip.banned', target: { name: ip } };
      }
      const { affected } = await tx.delete(RelayIpBan, { ip });
      return affected ? { action: 'relay_ip.unbanned', target: { name: ip } } : undefined;
    });
  }
}

const requireIdentityKey = (text: string): string => {
  try {
    return identityKeyOf(parseIdentityKey(text));
  } catch (cause) {
    if (!(cause instanceof ProtocolError)) throw cause;
    throw invalidFields([{ field: 'identity_key', message: cause.message }]);
  }
};

type Decision = Partial<Omit<IdentityPolicy, 'identityKey'>>;

const requireDecision = (change: LeasePolicyChange): Decision => {
  const { is_banned: isBanned, is_approved: isApproved, is_denied: isDenied, bps } = change;
  if (isApproved && isDenied)
    throw invalidFields([{ field: 'is_denied', message: 'must not be true with is_approved' }]);
  const decision: Decision = {
    ...(bps != null && { bps }),
    ...(isBanned != null && { isBanned }),
    ...(isDenied != null && { isDenied, ...(isDenied && { isApproved: false }) }),
    ...(isApproved != null && { isApproved, ...(isApproved && { isDenied: false }) }),
  };
  if (Object.keys(decision).length > 0) return decision;
  throw invalidFields([{ field: '', message: 'is_banned, is_approved, is_denied or bps is required' }]);
};
