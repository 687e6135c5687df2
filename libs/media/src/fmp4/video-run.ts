import type { Sample, TrackRun } from './fragment.js';
import { timescaleOf, TRACK_IDS } from './init-segment.js';
import type { MediaUnit, VideoTrack } from '../unit.js';

/** When nothing tells how long the last frame is shown. */
const DEFAULT_FRAME_US = 33_333;
/** How many durations the usual one is taken from. */
const REMEMBERED = 31;

/** A frame whose successor has not come yet, so that its duration is not known. */
interface HeldFrame {
  unit: MediaUnit;
  /** Microseconds of media. */
  time: number;
  ticks: number;
}

/** The video samples of the part in the making. */
export class VideoRun {
  held: HeldFrame | undefined;
  private readonly timescale: number;
  private pending: Sample[] = [];
  private baseTicks = 0;
  private readonly durations: number[] = [];

  constructor(track: VideoTrack) {
    this.timescale = timescaleOf(track);
  }

  get hasKey(): boolean {
    return this.pending.some(({ isKey }) => isKey);
  }

  get isEmpty(): boolean {
    return this.pending.length === 0;
  }

  /** The median of the last durations, in microseconds; undefined before the second frame. */
  get usualDuration(): number | undefined {
    return this.durations.toSorted((a, b) => a - b)[this.durations.length >> 1];
  }

  get lastDuration(): number {
    return this.durations.at(-1) ?? DEFAULT_FRAME_US;
  }

  hold(unit: MediaUnit, time: number): void {
    const after = this.held ? this.held.ticks + 1 : 0;
    this.held = { unit, time, ticks: Math.max(after, Math.round((time * this.timescale) / 1e6)) };
  }

  /** The held frame is shown until `time`; without one, for as long as frames usually are. Returns when it is over. */
  complete(time?: number): number {
    const { unit, time: start, ticks } = this.held!;
    const end = time ?? start + (this.usualDuration ?? DEFAULT_FRAME_US);
    if (time !== undefined) this.remember(time - start);
    if (this.pending.length === 0) this.baseTicks = ticks;
    this.pending.push({
      data: unit.data,
      duration: Math.max(1, Math.round((end * this.timescale) / 1e6) - ticks),
      compositionOffset: Math.round(((unit.pts - unit.dts) * this.timescale) / 1e6),
      isKey: unit.isKey,
    });
    return end;
  }

  take(): TrackRun {
    const run = { trackId: TRACK_IDS.video, baseTime: this.baseTicks, samples: this.pending };
    this.pending = [];
    return run;
  }

  private remember(duration: number): void {
    this.durations.push(duration);
    if (this.durations.length > REMEMBERED) this.durations.shift();
  }
}
