import type { MediaUnit, Track, TrackKind } from '#libs/media';
import type { StreamReader } from './stream-reader.js';

export interface TrackHealth {
  track: Track;
  /** Bits a second. */
  bitrate: number;
  /** Units a second: frames of video. */
  rate: number;
}

/** Media that is looked back on, in microseconds. */
const WINDOW_US = 5_000_000;
const MAX_KEPT = 2_000;

interface Kept {
  dts: number;
  bytes: number;
}

/** Measures what a publisher sends. */
export class HealthMeter implements StreamReader {
  /** Microseconds between the last two key frames. */
  keyFrameInterval: number | null = null;
  /** Whether pictures come in another order than they are shown in. */
  hasBFrames = false;
  private tracks: readonly Track[] = [];
  private lastKeyAt: number | null = null;
  private readonly recent: Record<TrackKind, Kept[]> = { video: [], audio: [] };

  begin(tracks: readonly Track[]): void {
    this.tracks = tracks;
    this.lastKeyAt = null;
    this.hasBFrames = false;
    this.recent.video = [];
    this.recent.audio = [];
  }

  write({ kind, isKey, dts, pts, data }: MediaUnit): void {
    const recent = this.recent[kind];
    recent.push({ dts, bytes: data.length });
    // Cut now and then: moving everything for each unit would cost more than the rest.
    if (recent.length >= MAX_KEPT) recent.splice(0, MAX_KEPT / 2);
    if (kind !== 'video') return;
    if (pts !== dts) this.hasBFrames = true;
    if (!isKey) return;
    if (this.lastKeyAt !== null) this.keyFrameInterval = dts - this.lastKeyAt;
    this.lastKeyAt = dts;
  }

  interrupt(): void {}

  end(): void {}

  get health(): TrackHealth[] {
    return this.tracks.map((track) => ({ track, ...this.measure(track.kind) }));
  }

  get hasAac(): boolean {
    return this.tracks.some(({ codec }) => codec === 'aac');
  }

  private measure(kind: TrackKind): { bitrate: number; rate: number } {
    const all = this.recent[kind];
    const last = all.at(-1);
    const recent = all.filter(({ dts }) => last !== undefined && last.dts - dts <= WINDOW_US);
    const seconds = last ? (last.dts - recent[0]!.dts) / 1e6 : 0;
    if (seconds === 0) return { bitrate: 0, rate: 0 };
    // The last one's own duration is not known.
    const bytes = recent.slice(0, -1).reduce((sum, unit) => sum + unit.bytes, 0);
    return { bitrate: Math.round((bytes * 8) / seconds), rate: (recent.length - 1) / seconds };
  }
}
