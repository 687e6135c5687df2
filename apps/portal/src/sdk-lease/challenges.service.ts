import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, MoreThan } from 'typeorm';
import { DomainError } from '#libs/contracts';
import { ADVISORY_LOCKS } from '#libs/database';
import { ipPrefix } from '#libs/net-guard';
import {
  normalizeIdentity,
  recoverPersonal,
  type RegisterChallengeRequest,
  RELAY_LIMITS,
  siweMessage,
} from '#libs/relay-protocol';
import { tooMany } from '../policy/index.js';
import { RelayIdentity } from '../relay-identity/index.js';
import { RelayChallenge } from './challenge.entity.js';
import { LeaseAdmission } from './lease-admission.js';
import { LeaseClock } from './lease-clock.js';
import { byProtocol } from './protocol-answer.js';
import { type ChallengeReply, metadataOf, type NewChallenge, type NewLease } from './sdk-lease.dto.js';

/** Where a request came from and what it called the relay. */
export interface RequestOrigin {
  ip: string;
  /** Its Host header. */
  host: string | undefined;
  scheme: string;
}

const HOST = /^(?:[a-z0-9._-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::\d{1,5})?$/i;

/** Proofs that whoever registers an identity has its key (EIP-4361). Each serves once. */
@Injectable()
export class ChallengesService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly relay: RelayIdentity,
    private readonly admission: LeaseAdmission,
    private readonly clock: LeaseClock,
  ) {}

  /** @throws DomainError relay.unavailable, server.unavailable, request.invalid, rate.exceeded */
  async issue(wish: NewChallenge, origin: RequestOrigin): Promise<ChallengeReply> {
    if (wish.hop_token) throw new DomainError('relay.unavailable');
    await this.admission.requireSupported(wish);
    const request = byProtocol(() => requestOf(wish));

    const id = `rch_${randomBytes(8).toString('hex')}`;
    const expiresAt = this.clock.after(RELAY_LIMITS.challengeMs);
    const domain = origin.host && HOST.test(origin.host) ? origin.host : this.relay.rootHost;
    const message = siweMessage({
      domain,
      address: request.identity.address,
      uri: `${origin.scheme}://${domain}/sdk/register`,
      nonce: randomBytes(8).toString('hex'),
      requestId: id,
      issuedAt: this.clock.now(),
      expiresAt,
    });
    await this.store({ id, request, siweMessage: message, clientIp: ipPrefix(origin.ip), expiresAt });
    return { challenge_id: id, expires_at: expiresAt.toISOString(), siwe_message: message };
  }

  /**
   * What was asked for, when the signature is that of the identity. A wrong one leaves the challenge as it is; a right one
   * uses it up, once over all processes, whatever becomes of the registration.
   * @throws DomainError lease.challenge_invalid, lease.unauthorized
   */
  async redeem({ challenge_id: id, siwe_message, siwe_signature }: NewLease): Promise<RegisterChallengeRequest> {
    const { manager } = this.dataSource;
    const unexpired = { id, expiresAt: MoreThan(this.clock.now()) };
    const challenge = await manager.findOneBy(RelayChallenge, unexpired);
    if (challenge?.siweMessage !== siwe_message) throw new DomainError('lease.challenge_invalid');
    const signer = byProtocol(() => recoverPersonal(siwe_message, siwe_signature));
    if (signer !== challenge.request.identity.address) throw new DomainError('lease.unauthorized');
    const { affected } = await manager.delete(RelayChallenge, unexpired);
    if (affected === 0) throw new DomainError('lease.challenge_invalid');
    return challenge.request;
  }

  /** Those of one site (/64) are counted together. @throws DomainError rate.exceeded until one expires */
  private async store(challenge: RelayChallenge): Promise<void> {
    const { clientIp } = challenge;
    await this.dataSource.transaction(async (tx) => {
      await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [ADVISORY_LOCKS.leaseChallenges, clientIp]);
      const now = this.clock.now();
      const [last] = await tx.find(RelayChallenge, {
        select: { expiresAt: true },
        where: { clientIp, expiresAt: MoreThan(now) },
        order: { expiresAt: 'DESC' },
        skip: RELAY_LIMITS.pendingChallengesPerIp - 1,
        take: 1,
      });
      if (last) throw tooMany((last.expiresAt.getTime() - now.getTime()) / 1000);
      await tx.insert(RelayChallenge, challenge);
    });
  }
}

const requestOf = (wish: NewChallenge): RegisterChallengeRequest => ({
  identity: normalizeIdentity(wish.identity),
  metadata: metadataOf(wish.metadata),
  ...(wish.ttl && { ttl: wish.ttl }),
  ...(wish.udp_enabled && { udp_enabled: true }),
  ...(wish.tcp_enabled && { tcp_enabled: true }),
  ...(wish.route_hostname && { route_hostname: wish.route_hostname }),
  ...(wish.hostname_hash && { hostname_hash: wish.hostname_hash }),
  ...(wish.ech_config_list && { ech_config_list: wish.ech_config_list }),
});
