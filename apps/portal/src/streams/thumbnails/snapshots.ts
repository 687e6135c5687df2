import { Injectable } from '@nestjs/common';
import { MediaNodes } from '../nodes/media-nodes.js';

export const SNAPSHOT_SECONDS = 15;
const MAX_KEPT = 500;

/** Pictures of what is on the air, each made at most every 15 seconds, however many want it. */
@Injectable()
export class Snapshots {
  private readonly kept = new Map<number, { at: number; image: Promise<Buffer | null> }>();

  constructor(private readonly nodes: MediaNodes) {}

  /** Null when it is not on the air, or nothing can make pictures. */
  find(streamId: number, now = Date.now()): Promise<Buffer | null> {
    const known = this.kept.get(streamId);
    if (known && now - known.at < SNAPSHOT_SECONDS * 1000) return known.image;
    this.kept.delete(streamId);
    if (this.kept.size >= MAX_KEPT) this.kept.delete(this.kept.keys().next().value!);
    const image = this.take(streamId);
    const entry = { at: now, image };
    this.kept.set(streamId, entry);
    // Whoever has just gone live need not wait for as long.
    void image.then((taken) => {
      if (!taken && this.kept.get(streamId) === entry) this.kept.delete(streamId);
    });
    return image;
  }

  private async take(streamId: number): Promise<Buffer | null> {
    try {
      const { client } = await this.nodes.ofStream(streamId);
      return await client.snapshot(streamId);
    } catch {
      return null;
    }
  }
}
