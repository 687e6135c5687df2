import { Injectable } from '@nestjs/common';
import type { LeaseStats } from './relay-client.js';
import { RelayNodes } from './relay-nodes.js';

/** How long the relays' figures are believed. */
const BELIEVED_MS = 1_000;

/** What all relays have of each identity, added up. */
@Injectable()
export class LeaseTraffic {
  private last: { at: number; stats: Promise<Map<string, LeaseStats>> } | undefined;

  constructor(private readonly nodes: RelayNodes) {}

  /** A relay that does not answer counts for nothing. */
  of(): Promise<Map<string, LeaseStats>> {
    if (this.last && Date.now() - this.last.at < BELIEVED_MS) return this.last.stats;
    this.last = { at: Date.now(), stats: this.collect() };
    return this.last.stats;
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
