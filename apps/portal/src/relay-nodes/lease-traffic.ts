import { Injectable } from '@nestjs/common';
import { Believed } from '../nodes/index.js';
import type { LeaseStats } from './relay-client.js';
import { RelayNodes } from './relay-nodes.js';

/** What all relays have of each identity, added up. */
@Injectable()
export class LeaseTraffic {
  private readonly sums = new Believed(() => this.collect());

  constructor(private readonly nodes: RelayNodes) {}

  /** A relay that does not answer counts for nothing. */
  of(): Promise<Map<string, LeaseStats>> {
    return this.sums.get();
  }

  private async collect(): Promise<Map<string, LeaseStats>> {
    const sum = new Map<string, LeaseStats>();
    const answers = await Promise.all((await this.nodes.all()).map((relay) => relay.stats().catch(() => [])));
    for (const stats of answers.flat()) {
      const known = sum.get(stats.identityKey);
      if (!known) sum.set(stats.identityKey, { ...stats });
      else for (const figure of FIGURES) known[figure] += stats[figure];
    }
    return sum;
  }
}

const FIGURES = ['ready', 'connections', 'bytesIn', 'bytesOut'] as const;
