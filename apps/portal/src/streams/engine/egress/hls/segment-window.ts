import type { CutPart, Part, Segment } from './segment.js';

export interface WindowLimits {
  /** Segments listed at least. */
  window: number;
  /** What is listed beyond that, in seconds. */
  dvrSeconds: number;
  /** What the segments may take altogether; the oldest go first, down to three. */
  maxBytes: number;
}

/** RFC 8216bis §6.2.2: what was listed stays available for a while. */
const RETIRED = 3;
const MIN_LISTED = 3;

/** The segments of a stream that can be had: some listed, the newest of them in the making. */
export class SegmentWindow {
  readonly listed: Segment[] = [];
  /** In the making; it may be without parts as yet. */
  open: Segment;
  /** Of the first listed segment. */
  discontinuitySequence: number;
  private readonly retired: Segment[] = [];
  private readonly files = new Map<string, Part | Segment>();
  private listedUs = 0;
  private bytes = 0;
  private nextPart = 0;

  constructor(
    private readonly limits: WindowLimits,
    private readonly epoch: number,
    first: { sequence: number; discontinuity: number },
  ) {
    this.discontinuitySequence = first.discontinuity;
    this.open = this.newSegment(first.sequence, '');
  }

  /** The name the next part will have, whichever segment it falls to. */
  get hint(): string {
    return this.partName(this.nextPart);
  }

  get hasParts(): boolean {
    return this.nextPart > 0;
  }

  find(name: string): Part | Segment | undefined {
    return this.files.get(name);
  }

  addPart(cut: CutPart, startsAt: number): void {
    const part = { ...cut, name: this.partName(this.nextPart++) };
    const { open } = this;
    if (open.parts.length === 0) open.startsAt = startsAt;
    open.parts.push(part);
    open.durationUs += part.durationUs;
    open.bytes += part.bytes.length;
    this.bytes += part.bytes.length;
    this.files.set(part.name, part);
  }

  closeSegment(): void {
    const { open } = this;
    this.listed.push(open);
    this.listedUs += open.durationUs;
    this.files.set(open.name, open);
    this.open = this.newSegment(open.number + 1, open.map);
    this.evict();
  }

  /** What comes next needs `map` and goes on from nothing. */
  startTimeline(map: string): void {
    this.open.map = map;
    this.open.isDiscontinuity = this.hasParts;
  }

  /** Names of initialisation segments that are still needed. */
  maps(): Set<string> {
    return new Set([...this.retired, ...this.listed, this.open].map(({ map }) => map));
  }

  private evict(): void {
    while (this.listed.length > MIN_LISTED && (this.isTooLong() || this.bytes > this.limits.maxBytes)) {
      const oldest = this.listed.shift()!;
      this.listedUs -= oldest.durationUs;
      // RFC 8216bis §6.2.2: the tag goes with its segment, and then counts.
      if (oldest.isDiscontinuity) this.discontinuitySequence++;
      this.retired.push(oldest);
    }
    while (this.retired.length > RETIRED || (this.retired.length > 0 && this.bytes > this.limits.maxBytes)) {
      this.forget(this.retired.shift()!);
    }
  }

  /** Still long enough without its oldest segment. */
  private isTooLong(): boolean {
    const { window, dvrSeconds } = this.limits;
    const without = this.listedUs - this.listed[0]!.durationUs;
    return this.listed.length > window && without >= dvrSeconds * 1e6;
  }

  private forget(segment: Segment): void {
    this.bytes -= segment.bytes;
    this.files.delete(segment.name);
    for (const { name } of segment.parts) this.files.delete(name);
  }

  private partName(index: number): string {
    return `part${this.epoch}-${index}.mp4`;
  }

  private newSegment(number: number, map: string): Segment {
    const name = `segment${this.epoch}-${number}.mp4`;
    return { number, name, parts: [], durationUs: 0, bytes: 0, startsAt: 0, map, isDiscontinuity: false };
  }
}
