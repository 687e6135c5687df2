import type { TrackKind } from './unit.js';

/** What a clock may leap before it counts as another clock. */
const MAX_JUMP_US = 10_000_000;
/** Behind the last unit of its track by more than this a clock has begun anew; by less it is only untidy. */
const MAX_BACKWARDS_US = 1_000_000;
/** Where a timeline begins whose clock does not: the other track may turn out to be a little earlier. */
const LEAD_US = 1_000_000;
/** Where a new clock goes on after the newest unit. */
const STEP_US = 20_000;

/** Follows a counter that wraps, as RTMP's milliseconds (32 bits, 1000 Hz) or RTP's timestamps (32 bits, 90 kHz). */
export class ClockUnwrapper {
  private readonly period: number;
  private ticks: number | undefined;

  /** `bits` 1..32; `rate` in hertz. */
  constructor(
    bits: number,
    private readonly rate: number,
  ) {
    this.period = 2 ** bits;
  }

  /** Whole microseconds; each reading is taken as less than half a period away from the one before. Negative before the first period. */
  read(ticks: number): number {
    const before = this.ticks ?? ticks;
    const ahead = mod(ticks - before, this.period);
    this.ticks = before + (ahead < this.period / 2 ? ahead : ahead - this.period);
    return Math.round((this.ticks * 1_000_000) / this.rate);
  }
}

export interface Placed {
  /** Microseconds, about from the start of the publication. */
  dts: number;
  /** The clock of this track leapt, and goes on here. */
  isDiscontinuity: boolean;
}

/**
 * Puts the clocks of a publication's tracks on one timeline on which no track goes backwards: the sender's own if that
 * begins near 0. A silence in one track is kept; a clock that leaps by more than 10 s, or begins anew, goes on where the timeline is, and
 * the other track, when it leaps alike, keeps its distance.
 */
export class Timeline {
  private readonly tracks = new Map<TrackKind, { offset: number; last: number }>();
  /** Of the clock that was placed last. */
  private offset = 0;
  /** The newest time of any track. */
  private now = 0;

  /** `us` as the sender's clock has it. */
  place(kind: TrackKind, us: number): Placed {
    const track = this.tracks.get(kind);
    const last = track?.last ?? 0;
    const fitting = [track?.offset, this.offset].find((offset) => offset !== undefined && this.fits(us + offset, last));
    const isFirst = this.tracks.size === 0;
    if (fitting === undefined) this.offset = (isFirst ? LEAD_US : this.now + STEP_US) - us;
    const offset = fitting ?? this.offset;
    const dts = Math.max(us + offset, last);
    this.tracks.set(kind, { offset, last: dts });
    this.now = Math.max(this.now, dts);
    return { dts, isDiscontinuity: fitting === undefined && !isFirst };
  }

  private fits(us: number, last: number): boolean {
    return Math.abs(us - this.now) <= MAX_JUMP_US && us >= last - MAX_BACKWARDS_US;
  }
}

const mod = (value: number, period: number): number => ((value % period) + period) % period;
