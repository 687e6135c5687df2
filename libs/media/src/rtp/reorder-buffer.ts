import { type RtpPacket, sequenceDistance } from './rtp-packet.js';

export interface ReorderOptions {
  /** In sequence. */
  onPacket: (packet: RtpPacket) => void;
  /** `count` packets were given up; called before the next packet. */
  onLoss: (count: number) => void;
  /** These are missing: ask for them. */
  onMissing?: (sequences: number[]) => void;
  /** Milliseconds, never going back. */
  now: () => number;
  /** How long a gap may hold back what came after it. */
  maxWaitMs?: number;
  /** How long to wait before asking again. */
  retryMs?: number;
}

const MAX_PACKETS = 1024;
const MAX_ASKED = 6;
const MAX_MISSING_A_REQUEST = 64;

interface Held {
  packet: RtpPacket;
  at: number;
}

/** Puts the packets of one source back in sequence, waits a while for those that are missing, and says which to ask for. */
export class ReorderBuffer {
  readonly stats = { received: 0, lost: 0, recovered: 0, late: 0 };
  /** Wraps counted in the upper 16 bits, as a reception report wants it. */
  highestSequence = 0;
  private readonly held = new Map<number, Held>();
  private readonly asked = new Map<number, { at: number; times: number }>();
  private next: number | undefined;
  private firstOfAnother: number | undefined;

  constructor(private readonly options: ReorderOptions) {}

  push(packet: RtpPacket): void {
    const ahead = this.place(packet);
    if (ahead === undefined) return;
    this.stats.received++;
    this.countHighest(packet.sequence);
    if (ahead === 0) {
      this.deliver(packet);
      this.drain();
      return;
    }
    const at = this.options.now();
    if (!this.held.has(packet.sequence)) this.held.set(packet.sequence, { packet, at });
    this.askFor(packet.sequence, at);
    const oldest = this.held.values().next().value!;
    if (at - oldest.at >= (this.options.maxWaitMs ?? 150) || this.held.size >= MAX_PACKETS) this.skipGap();
  }

  /** How far ahead of the next wanted packet it is; undefined when it is to be ignored. Two packets in a row from elsewhere are a new beginning. */
  private place({ sequence }: RtpPacket): number | undefined {
    this.next ??= sequence;
    const ahead = sequenceDistance(this.next, sequence);
    if (ahead >= 0 && ahead < MAX_PACKETS) {
      this.firstOfAnother = undefined;
      return ahead;
    }
    if (ahead < 0 && ahead > -MAX_PACKETS) {
      this.stats.late++;
      return undefined;
    }
    const isBeginning = this.firstOfAnother !== undefined && sequenceDistance(this.firstOfAnother, sequence) === 1;
    this.firstOfAnother = sequence;
    if (!isBeginning) return undefined;
    this.restart(sequence);
    return 0;
  }

  private restart(sequence: number): void {
    while (this.held.size > 0) this.skipGap();
    this.asked.clear();
    this.firstOfAnother = undefined;
    this.next = sequence;
    this.highestSequence = sequence;
    this.stats.lost++;
    this.options.onLoss(1);
  }

  private countHighest(sequence: number): void {
    if (this.stats.received === 1) this.highestSequence = sequence;
    const ahead = sequenceDistance(this.highestSequence & 0xffff, sequence);
    if (ahead > 0) this.highestSequence = (this.highestSequence + ahead) >>> 0;
  }

  private deliver(packet: RtpPacket): void {
    if (this.asked.delete(packet.sequence)) this.stats.recovered++;
    this.next = (packet.sequence + 1) & 0xffff;
    this.options.onPacket(packet);
  }

  private drain(): void {
    for (let held = this.held.get(this.next!); held; held = this.held.get(this.next!)) {
      this.held.delete(held.packet.sequence);
      this.deliver(held.packet);
    }
  }

  private askFor(upTo: number, at: number): void {
    if (!this.options.onMissing) return;
    const missing: number[] = [];
    for (let sequence = this.next!; sequence !== upTo; sequence = (sequence + 1) & 0xffff) {
      if (missing.length === MAX_MISSING_A_REQUEST) break;
      if (this.held.has(sequence)) continue;
      const before = this.asked.get(sequence);
      if (before && (before.times >= MAX_ASKED || at - before.at < (this.options.retryMs ?? 40))) continue;
      this.asked.set(sequence, { at, times: (before?.times ?? 0) + 1 });
      missing.push(sequence);
    }
    if (missing.length > 0) this.options.onMissing(missing);
  }

  private skipGap(): void {
    let count = 0;
    while (!this.held.has(this.next!)) {
      this.asked.delete(this.next!);
      this.next = (this.next! + 1) & 0xffff;
      count++;
    }
    this.stats.lost += count;
    this.options.onLoss(count);
    this.drain();
  }
}
