import { Injectable } from '@nestjs/common';
import { type RateLimiterAbstract, RateLimiterRes } from 'rate-limiter-flexible';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { ipPrefix } from '#libs/net-guard';
import { credentialKey, type Principal } from '../auth/principal.js';
import { LimiterStore } from './limiter-store.js';
import { RATE_LIMITS, type RateBucket, type RateLimit } from './rate-limits.js';

/** How a bucket stands after a request. */
export interface Admittance {
  allowed: boolean;
  limit: number;
  remaining: number;
  /** Unix seconds at which the bucket is full again. */
  resetAt: number;
}

/** The buckets requests draw from. `PORTAL_RATE_LIMITS=off` lets everything pass and still answers the figures. */
@Injectable()
export class Admission {
  private readonly isOn: boolean;
  private readonly limiters: Map<RateBucket, RateLimiterAbstract>;

  constructor(config: PortalConfig, store: LimiterStore) {
    this.isOn = config.get('PORTAL_RATE_LIMITS');
    const rows = Object.entries(RATE_LIMITS) as [RateBucket, RateLimit][];
    this.limiters = new Map(rows.map(([bucket, limit]) => [bucket, store.limiter(bucket, limit)]));
  }

  async consume(bucket: RateBucket, key: string): Promise<Admittance> {
    const { points, seconds } = RATE_LIMITS[bucket];
    if (!this.isOn) return admittance(true, points, points, seconds * 1000);
    try {
      const { remainingPoints, msBeforeNext } = await this.limiters.get(bucket)!.consume(key);
      return admittance(true, points, remainingPoints, msBeforeNext);
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      return admittance(false, points, 0, refused.msBeforeNext);
    }
  }

  /** @throws DomainError rate.exceeded with `details.retry_after` in seconds */
  async require(bucket: RateBucket, key: string): Promise<void> {
    const { allowed, resetAt } = await this.consume(bucket, key);
    if (!allowed) throw tooMany(resetAt - Math.floor(Date.now() / 1000));
  }

  /** A request to an authentication endpoint. */
  consumeAuth(ip: string): Promise<Admittance> {
    return this.consume('auth', ipPrefix(ip));
  }

  /** Any other request: a browser's cookie has the larger bucket, a key or bearer token its own, the rest share their address's. */
  consumeGeneral(principal: Principal | null, ip: string): Promise<Admittance> {
    if (!principal) return this.consume('general', `ip:${ipPrefix(ip)}`);
    const isBrowser = principal.credential.kind === 'session' && principal.credential.cookie;
    return this.consume(isBrowser ? 'web' : 'general', credentialKey(principal));
  }
}

export const tooMany = (seconds: number): DomainError =>
  new DomainError('rate.exceeded', { details: { retry_after: Math.max(1, Math.ceil(seconds)) } });

const admittance = (allowed: boolean, limit: number, remaining: number, msBeforeNext: number): Admittance => ({
  allowed,
  limit,
  remaining: Math.max(0, remaining),
  resetAt: Math.ceil((Date.now() + Math.max(0, msBeforeNext)) / 1000),
});
