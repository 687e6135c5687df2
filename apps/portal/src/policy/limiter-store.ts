import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Redis } from 'ioredis';
import { type RateLimiterAbstract, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible';
import { PortalConfig } from '#libs/config';
import type { RateLimit } from './rate-limits.js';

/**
 * Counters shared by all processes with `REDIS_URL`; without it, and while Redis is away, each process counts for itself.
 */
@Injectable()
export class LimiterStore implements OnModuleDestroy {
  private readonly redis: Redis | undefined;

  constructor(private readonly config: PortalConfig) {
    const url = config.get('REDIS_URL');
    if (!url) return;
    this.redis = new Redis(url.href, { enableOfflineQueue: false, maxRetriesPerRequest: 1 });
    // The insurance limiter answers meanwhile; readiness reports Redis.
    this.redis.on('error', () => undefined);
  }

  limiter(name: string, { points, seconds }: RateLimit): RateLimiterAbstract {
    const options = { keyPrefix: `${this.config.get('PORTAL_REDIS_PREFIX')}:limit:${name}`, points, duration: seconds };
    const memory = new RateLimiterMemory(options);
    if (!this.redis) return memory;
    return new RateLimiterRedis({
      ...options,
      storeClient: this.redis,
      rejectIfRedisNotReady: true,
      insuranceLimiter: memory,
    });
  }

  onModuleDestroy(): void {
    this.redis?.disconnect();
  }
}
