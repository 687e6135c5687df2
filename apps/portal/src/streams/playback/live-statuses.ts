import { Injectable } from '@nestjs/common';
import { Believed } from '../../nodes/index.js';
import type { LiveStatus } from '../nodes/media-client.js';
import { MediaNodes } from '../nodes/media-nodes.js';

const MAX_KEPT = 1_000;

/** How streams on the air are doing, asked at most once a second each. */
@Injectable()
export class LiveStatuses {
  private readonly kept = new Map<number, Believed<LiveStatus | undefined>>();

  constructor(private readonly nodes: MediaNodes) {}

  /** Undefined when it is not on the air, or its node does not answer. */
  find(streamId: number): Promise<LiveStatus | undefined> {
    const known = this.kept.get(streamId);
    if (known) return known.get();
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    const status = new Believed(() => this.ask(streamId).catch(() => undefined));
    this.kept.set(streamId, status);
    return status.get();
  }

  private async ask(streamId: number): Promise<LiveStatus> {
    const { client } = await this.nodes.ofStream(streamId);
    return client.status(streamId);
  }
}
