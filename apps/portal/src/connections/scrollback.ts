const FIRST_BYTES = 16 * 1024;

/** The last `capacity` bytes of a session's output by their offset; grows to that size as output comes. */
export class Scrollback {
  private ring = Buffer.alloc(0);
  private length = 0;
  /** Offset of the next byte: how many there have been. */
  end = 0;

  constructor(private capacity: number) {}

  /** Offset of the oldest byte kept. */
  get start(): number {
    return this.end - this.length;
  }

  /** Memory it takes. */
  get size(): number {
    return this.ring.length;
  }

  /** Keeps at least so many bytes from now on. */
  widen(capacity: number): void {
    this.capacity = Math.max(this.capacity, capacity);
  }

  append(chunk: Buffer): void {
    const kept = chunk.length > this.capacity ? chunk.subarray(chunk.length - this.capacity) : chunk;
    this.reserve(Math.min(this.length + kept.length, this.capacity));
    this.end += chunk.length;
    const at = (this.end - kept.length) % this.ring.length;
    const first = Math.min(kept.length, this.ring.length - at);
    kept.copy(this.ring, at, 0, first);
    kept.copy(this.ring, 0, first);
    this.length = Math.min(this.length + kept.length, this.ring.length);
  }

  /** A copy of everything from `offset`, which lies between `start` and `end`. */
  since(offset: number): Buffer {
    const size = this.end - offset;
    const copy = Buffer.allocUnsafe(size);
    if (size === 0) return copy;
    const at = offset % this.ring.length;
    const first = Math.min(size, this.ring.length - at);
    this.ring.copy(copy, 0, at, at + first);
    this.ring.copy(copy, first, 0, size - first);
    return copy;
  }

  /** A byte's place is its offset modulo the ring's size, so growing lays everything out anew. */
  private reserve(bytes: number): void {
    if (bytes <= this.ring.length) return;
    const kept = this.since(this.start);
    let size = this.ring.length || FIRST_BYTES;
    while (size < bytes) size *= 2;
    this.ring = Buffer.allocUnsafe(Math.min(size, this.capacity));
    const at = this.start % this.ring.length;
    const first = Math.min(kept.length, this.ring.length - at);
    kept.copy(this.ring, at, 0, first);
    kept.copy(this.ring, 0, first);
  }
}
