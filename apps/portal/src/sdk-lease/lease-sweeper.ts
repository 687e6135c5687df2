import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { RELAY_LIMITS } from '#libs/relay-protocol';
import { LeaseClock } from './lease-clock.js';
import { LeaseRegistry } from './lease-registry.js';

/** Rows of one statement. */
const BATCH = 1_000;

const EXPIRED_ROWS = [
  'DELETE FROM relay_challenges WHERE expires_at <= $1',
  'DELETE FROM relay_ports WHERE identity_key IS NULL AND reserved_until <= $1',
];

/** Ends what has expired, in every process: whoever comes first. */
@Injectable()
export class LeaseSweeper implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly log = new Logger('sdk-lease');
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly registry: LeaseRegistry,
    private readonly clock: LeaseClock,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.running ??= this.sweep()
        .catch((error: unknown) => this.log.warn(error))
        .finally(() => (this.running = undefined));
    }, RELAY_LIMITS.sweepMs).unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.running;
  }

  async sweep(): Promise<void> {
    while ((await this.registry.expire(BATCH)) === BATCH);
    for (const statement of EXPIRED_ROWS) await this.dataSource.query(statement, [this.clock.now()]);
  }
}
