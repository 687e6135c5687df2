import { Injectable, Logger } from '@nestjs/common';
import { PubSub } from '#libs/events';

/** Topic of the lease that was registered, replaced or ended; renewals are no news. */
export const LEASE_CHANGED = 'relay.lease';

export interface LeaseChange {
  identityKey: string;
}

/** Tells every process whose lease is another now, after it was committed. */
@Injectable()
export class LeaseNews {
  private readonly log = new Logger('sdk-lease');

  constructor(private readonly pubSub: PubSub) {}

  /** Never fails: whoever misses news reads the tables when its connection is back. */
  async tell(identityKeys: Iterable<string>): Promise<void> {
    const told = [...new Set(identityKeys)].map((identityKey) =>
      this.pubSub.publish(LEASE_CHANGED, { identityKey } satisfies LeaseChange),
    );
    await Promise.all(told).catch((error: unknown) => this.log.warn(error));
  }
}
