import { Injectable } from '@nestjs/common';
import type { LiveStatus } from '../nodes/media-client.js';
import { MediaNodes } from '../nodes/media-nodes.js';

/** How long what a node says is believed. */
const BELIEVED_MS = 1_000;
const MAX_KEPT = 1_000;

/** How streams on the air are doing, asked at most once a second each. */
@Injectable()
export class LiveStatuses {
  private readonly kept = new Map<number, { at: number; status: Promise<LiveStatus | undefined> }>();

  constructor(private readonly nodes: MediaNodes) {}

  /** Undefined when it is not on the air, or its node does not answer. */
  async find(streamId: number): Promise<LiveStatus | undefined> {
    const known = this.kept.get(streamId);
    if (known && Date.now() - known.at < BELIEVED_MS) return known.status;
    if (this.kept.size >= MAX_KEPT) this.kept.clear();
    const status = this.ask(streamId).catch(() => undefined);
    this.kept.set(streamId, { at: Date.now(), status });
    return status;
  }

  private async ask(streamId: number): Promise<LiveStatus> {
    const { client } = await this.nodes.ofStream(streamId);
    return client.status(streamId);
  }
}
