import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { constantTimeEqual } from '#libs/crypto';
import { JobQueues } from '#libs/queue';
import type { Metrics } from '#libs/telemetry';
import { METRICS } from '../boundary/log.js';

const CHECK_TIMEOUT_MS = 2_000;

@Injectable()
export class HealthService implements OnModuleInit {
  constructor(
    private readonly config: PortalConfig,
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(METRICS) private readonly registry: Metrics,
    private readonly jobs: JobQueues,
  ) {}

  onModuleInit(): void {
    this.registry.gauge('portal_outbox_pending', 'Events not yet delivered to their listeners.', () =>
      this.pendingEvents(),
    );
    this.registry.gauge('portal_jobs_failed', 'Jobs that used up their attempts.', () => this.failedJobs());
  }

  /** @throws DomainError server.unavailable with the checks in `details` */
  async requireReady(): Promise<{ status: string; checks: Record<string, string> }> {
    const checks: Record<string, string> = { database: await outcome(this.dataSource.query('SELECT 1')) };
    const redisUrl = this.config.get('REDIS_URL');
    if (redisUrl) checks['redis'] = await outcome(pingRedis(redisUrl.href));
    if (Object.values(checks).some((check) => check !== 'up')) {
      throw new DomainError('server.unavailable', { details: { checks } });
    }
    return { status: 'ok', checks };
  }

  isScraper(authorization: string | undefined): boolean {
    const token = this.config.get('PORTAL_METRICS_TOKEN');
    return token !== undefined && authorization !== undefined && constantTimeEqual(authorization, `Bearer ${token}`);
  }

  metrics(): Promise<string> {
    return this.registry.registry.metrics();
  }

  private async pendingEvents(): Promise<number> {
    const rows = (await this.dataSource.query('SELECT count(*)::int AS n FROM outbox WHERE delivered_at IS NULL')) as {
      n: number;
    }[];
    return rows[0]!.n;
  }

  private async failedJobs(): Promise<number> {
    const counts = await this.jobs.counts();
    return Object.values(counts).reduce((sum, states) => sum + (states['failed'] ?? 0), 0);
  }
}

const outcome = async (check: Promise<unknown>): Promise<string> => {
  const late = new Promise<string>((resolve) => setTimeout(resolve, CHECK_TIMEOUT_MS, 'timeout').unref());
  return Promise.race([
    check.then(
      () => 'up',
      () => 'down',
    ),
    late,
  ]);
};

const pingRedis = async (url: string): Promise<void> => {
  const redis = new Redis(url, { lazyConnect: true, maxRetriesPerRequest: 0, retryStrategy: () => null });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    await redis.ping();
  } finally {
    redis.disconnect();
  }
};
