import { Injectable } from '@nestjs/common';

/** Answers for all processes of the portal. */
export type StatCounter = () => Promise<number>;

export type PublicStat = 'live_streams' | 'online_users';

/** The figures everybody may see. Each is the sum of what the features that know have registered; none is 0. */
@Injectable()
export class PublicStats {
  private readonly counters: Record<PublicStat, StatCounter[]> = { live_streams: [], online_users: [] };

  register(stat: PublicStat, counter: StatCounter): void {
    this.counters[stat].push(counter);
  }

  async read(): Promise<Record<PublicStat, number>> {
    const [live_streams, online_users] = await Promise.all([this.sum('live_streams'), this.sum('online_users')]);
    return { live_streams, online_users };
  }

  private async sum(stat: PublicStat): Promise<number> {
    const counts = await Promise.all(this.counters[stat].map((count) => count()));
    return counts.reduce((total, count) => total + count, 0);
  }
}
