import type { RecordingIndex } from '#libs/media';

/** About 100 bytes each. */
const MAX_SEGMENTS = 200_000;

/** How recordings are played, of those that were looked at last: finding it out takes reading here and there in a file. */
export class RecordingIndexes {
  private readonly known = new Map<string, RecordingIndex>();
  private segments = 0;

  get(key: string): RecordingIndex | undefined {
    const index = this.known.get(key);
    if (!index) return undefined;
    this.known.delete(key);
    this.known.set(key, index);
    return index;
  }

  set(key: string, index: RecordingIndex): void {
    this.segments -= this.known.get(key)?.segments.length ?? 0;
    this.known.delete(key);
    this.known.set(key, index);
    this.segments += index.segments.length;
    for (const [oldest, { segments }] of this.known) {
      if (this.segments <= MAX_SEGMENTS || oldest === key) break;
      this.known.delete(oldest);
      this.segments -= segments.length;
    }
  }
}
