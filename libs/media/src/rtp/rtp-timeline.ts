import type { RtcpPacket } from './rtcp.js';

type SenderReport = Extract<RtcpPacket, { type: 'sender-report' }>;

/** Room for what turns out to come before the first packet that arrived. */
const ORIGIN_US = 1_000_000;
/** A correction up to this is spread out, at a tenth of the time that passes; beyond, it is made at once. */
const MAX_GRADUAL_US = 1_000_000;
const GRADUAL_SHARE = 10;
/** A report that would move a track further than this is nonsense. */
const MAX_CORRECTION_US = 10_000_000;
/** A timestamp that jumps further begins a new count, in seconds of media. */
const MAX_JUMP_SECONDS = 60;

/**
 * Puts the tracks of one RTP session on one timeline of microseconds. The first packet of each is placed by its arrival,
 * until sender reports (RFC 3550 §6.4.1) tell how the clocks of the tracks relate; from then on they follow those.
 */
export class RtpTimeline {
  private startedAt: number | undefined;
  /** NTP time of the timeline's zero. */
  private ntpOrigin: number | undefined;

  /** `now` in milliseconds, never going back. */
  constructor(private readonly now: () => number) {}

  /** `clockRate` in Hz. */
  addTrack(clockRate: number): RtpTrackClock {
    return new RtpTrackClock(clockRate, this);
  }

  /** Where something that arrives now lies. */
  arrival(): number {
    const now = this.now() * 1000;
    this.startedAt ??= now;
    return Math.round(now - this.startedAt) + ORIGIN_US;
  }

  /** Where an NTP time lies; the first who asks has it at `known`. */
  locate(ntpUs: number, known: () => number): number {
    this.ntpOrigin ??= ntpUs - known();
    return ntpUs - this.ntpOrigin;
  }
}

/** Timestamps of one track, 32 bits wide, as microseconds of the timeline; made by the timeline. */
export class RtpTrackClock {
  private last: number | undefined;
  /** Ticks since the first timestamp. */
  private ticks = 0;
  /** Where tick 0 lies. */
  private offset = 0;
  private target = 0;
  private lastTicks = 0;

  constructor(
    private readonly clockRate: number,
    private readonly timeline: RtpTimeline,
  ) {}

  /** Timestamps may go back a little, as they do with B-frames. */
  microseconds(timestamp: number): number {
    this.start(timestamp);
    const ticks = this.ticks + ((timestamp - this.last!) | 0);
    if (Math.abs(ticks - this.ticks) > MAX_JUMP_SECONDS * this.clockRate) return this.restart(timestamp);
    this.ticks = ticks;
    this.last = timestamp;
    this.approach();
    return Math.max(0, Math.round(this.ofTicks(ticks) + this.offset));
  }

  synchronize(report: SenderReport): void {
    const isFirst = this.last === undefined;
    this.start(report.timestamp);
    const atReport = this.ofTicks(this.ticks + ((report.timestamp - this.last!) | 0));
    const target = this.timeline.locate(report.ntpUs, () => atReport + this.offset) - atReport;
    if (Math.abs(target - this.offset) > MAX_CORRECTION_US) return;
    this.target = target;
    if (isFirst || Math.abs(this.target - this.offset) > MAX_GRADUAL_US) this.offset = this.target;
  }

  private start(timestamp: number): void {
    if (this.last !== undefined) return;
    this.last = timestamp;
    this.offset = this.timeline.arrival();
    this.target = this.offset;
  }

  /** The encoder counts anew: what comes now is placed by its arrival, until the next report. */
  private restart(timestamp: number): number {
    this.last = undefined;
    this.ticks = 0;
    this.lastTicks = 0;
    return this.microseconds(timestamp);
  }

  private approach(): void {
    const passed = this.ofTicks(this.ticks - this.lastTicks);
    if (passed <= 0) return;
    this.lastTicks = this.ticks;
    const missing = this.target - this.offset;
    const step = Math.min(Math.abs(missing), passed / GRADUAL_SHARE);
    this.offset += Math.sign(missing) * step;
  }

  private ofTicks(ticks: number): number {
    return (ticks * 1e6) / this.clockRate;
  }
}
