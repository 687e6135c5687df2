import { Inject, Injectable } from '@nestjs/common';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import type { NewsSubject } from '../relay-nodes/index.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { LeaseNews } from '../sdk-lease/index.js';
import { LeaseDirectory } from './engine/lease-directory.js';
import { Tenants } from './engine/tenants.js';
import { LeaseDoors } from './lease-doors.js';

/** Between two looks for leases that would have expired. */
const SWEEP_MS = 1_000;

/** Lets what is remembered of leases follow the tables: when a change is told, when one may have been missed, by the clock. */
@Injectable()
export class LeaseWatch {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly news: LeaseNews,
    private readonly policy: RelayPolicy,
    private readonly directory: LeaseDirectory,
    private readonly tenants: Tenants,
    private readonly doors: LeaseDoors,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Before anything is read. */
  async open(): Promise<void> {
    await this.policy.ready();
    this.policy.onChange(() => {
      this.tenants.applyPolicy();
      this.doors.applyPolicy();
    });
    await this.news.follow({
      onChange: (identityKey) => void this.changed(identityKey),
      onGap: () => void this.readAgain(),
    });
    this.timer = setInterval(() => void this.sweep(), SWEEP_MS).unref();
  }

  /** Resolves when the relay judges by what is committed by now. */
  catchUp(subject: NewsSubject): Promise<void> {
    return subject === 'policy' ? this.policy.reload() : this.news.caughtUp();
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async changed(identityKey: string): Promise<void> {
    this.directory.changed(identityKey);
    await this.read(() => this.tenants.review(identityKey));
    await this.read(() => this.doors.changed(identityKey));
  }

  private async readAgain(): Promise<void> {
    this.directory.forget();
    for (const { identityKey } of this.tenants.stats()) await this.read(() => this.tenants.review(identityKey));
    await this.read(() => this.doors.review());
  }

  private async read(read: () => Promise<void>): Promise<void> {
    try {
      await read();
    } catch (err) {
      this.log.error({ scope: 'relay', err }, 'a lease that changed was not read');
    }
  }

  private async sweep(): Promise<void> {
    await this.tenants.sweep();
    await this.doors.sweep(this.news.isHearing);
  }
}
