import { parseAudioSpecificConfig } from '../codecs/aac.js';
import { opusDurationUs } from '../codecs/opus.js';
import type { Sample, TrackRun } from './fragment.js';
import { timescaleOf, TRACK_IDS } from './init-segment.js';
import type { AudioTrack } from '../unit.js';
import { silentFrame } from './silence.js';

/** Encoders round their times (RTMP to milliseconds) and jitter; below this the frames follow one another. */
const TOLERANCE_US = 30_000;

/**
 * The audio samples of the part in the making, on one unbroken timeline: what is missing is filled with silence, what comes
 * for a time already filled is refused. Times are microseconds of media.
 */
export class AudioRun {
  /** What came last was made here. */
  isSilent = false;
  private readonly timescale: number;
  private readonly silence: Buffer | undefined;
  /** Ticks of an AAC frame; 0 where the packet itself tells. */
  private readonly frameTicks: number;
  private pending: Sample[] = [];
  private baseTicks = 0;
  private endTicks: number | undefined;

  constructor(track: AudioTrack) {
    this.timescale = timescaleOf(track);
    this.silence = silentFrame(track);
    this.frameTicks = track.codec === 'aac' ? parseAudioSpecificConfig(track.config).samplesPerFrame : 0;
  }

  /** Where the next frame goes; undefined before the first. */
  get end(): number | undefined {
    return this.endTicks === undefined ? undefined : this.toUs(this.endTicks);
  }

  /** Whether a frame begins before `time`. */
  hasBefore(time: number): boolean {
    return this.pending.length > 0 && this.toUs(this.baseTicks) < time;
  }

  /** False if it comes too late to be placed. */
  add(time: number, data: Buffer): boolean {
    const ticks = this.toTicks(time);
    const late = this.endTicks === undefined ? 0 : ticks - this.endTicks;
    if (late < -this.toTicks(TOLERANCE_US)) return false;
    if (this.endTicks === undefined) this.endTicks = ticks;
    if (late > this.toTicks(TOLERANCE_US)) {
      this.fillTo(time);
      this.stretchTo(ticks);
    }
    this.push(data, this.ticksOf(data));
    this.isSilent = false;
    return true;
  }

  /** Silence up to `time`, as whole frames. */
  fillTo(time: number): void {
    if (!this.silence) return;
    const frame = this.ticksOf(this.silence);
    this.endTicks ??= this.toTicks(time);
    this.isSilent = true;
    for (const until = this.toTicks(time); this.endTicks + frame <= until;) this.push(this.silence, frame);
  }

  /** The end of the last frame that is over by `time`; undefined when none is. */
  lastEndBy(time: number): number | undefined {
    let end = this.baseTicks;
    for (const { duration } of this.pending) {
      if (this.toUs(end + duration) > time) break;
      end += duration;
    }
    return this.pending.length === 0 || end === this.baseTicks ? undefined : this.toUs(end);
  }

  /** Takes out the frames that begin before `time`. */
  take(time: number): TrackRun {
    const baseTime = this.baseTicks;
    let count = 0;
    for (let at = this.baseTicks; count < this.pending.length && this.toUs(at) < time; count++)
      this.baseTicks = at += this.pending[count]!.duration;
    return { trackId: TRACK_IDS.audio, baseTime, samples: this.pending.splice(0, count) };
  }

  private push(data: Buffer, duration: number): void {
    if (this.pending.length === 0) this.baseTicks = this.endTicks!;
    this.pending.push({ data, duration, compositionOffset: 0, isKey: true });
    this.endTicks! += duration;
  }

  /** A gap smaller than a frame of silence goes to the frame before. */
  private stretchTo(ticks: number): void {
    const last = this.pending.at(-1);
    if (last) last.duration += ticks - this.endTicks!;
    this.endTicks = ticks;
  }

  private ticksOf(data: Buffer): number {
    if (this.frameTicks) return this.frameTicks;
    return Math.max(1, this.toTicks(opusDurationUs(data)));
  }

  private toTicks(us: number): number {
    return Math.round((us * this.timescale) / 1e6);
  }

  private toUs(ticks: number): number {
    return Math.round((ticks * 1e6) / this.timescale);
  }
}
