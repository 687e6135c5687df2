import { AudioRun } from '../fmp4/audio-run.js';
import { fragment, type TrackRun } from '../fmp4/fragment.js';
import { initSegment, timescaleOf, TRACK_IDS } from '../fmp4/init-segment.js';
import { VideoRun } from '../fmp4/video-run.js';
import type { Track } from '../unit.js';
import { MkvReader, type RandomAccess, type StoredUnit } from './mkv-reader.js';

/** Microseconds from the recording's beginning. */
export interface TimeSpan {
  start: number;
  end: number;
}

/** How a recording is played: in segments that each begin with a key frame. */
export interface RecordingIndex {
  tracks: readonly Track[];
  duration: number;
  segments: readonly TimeSpan[];
}

/** What a segment lasts at least, in microseconds. */
const SEGMENT_US = 4_000_000;

/** Plays a recording without converting it: fragmented MP4 by time, reading only what is asked for. */
export class MkvToFmp4 {
  private constructor(
    private readonly reader: MkvReader,
    readonly index: RecordingIndex,
  ) {}

  /** `known` is what was found when the same file was opened before. @throws MalformedMedia, or what `file` throws */
  static async open(file: RandomAccess, known?: RecordingIndex): Promise<MkvToFmp4> {
    const reader = await MkvReader.open(file);
    if (known) return new MkvToFmp4(reader, known);
    try {
      const duration = await reader.duration();
      const starts = segmentStarts(await keyTimes(reader, duration));
      const segments = starts.map((start, index) => ({
        start,
        end: starts[index + 1] ?? Math.max(duration, start + 1),
      }));
      return new MkvToFmp4(reader, { tracks: reader.tracks, duration, segments });
    } catch (error) {
      reader.close();
      throw error;
    }
  }

  init(): Buffer {
    return initSegment(this.index.tracks);
  }

  /**
   * A fragment, to be sent in order, later than it was by `shift` microseconds; undefined beyond the last.
   * @throws what the file throws
   */
  async segment(index: number, shift = 0): Promise<Buffer[] | undefined> {
    const span = this.index.segments[index];
    if (!span) return undefined;
    const from = index === 0 ? -Infinity : span.start;
    const to = index === this.index.segments.length - 1 ? Infinity : span.end;
    const units: StoredUnit[] = [];
    for await (const unit of this.reader.units(from, to)) units.push(unit);
    const runs = [...this.videoRun(units, span.end), ...this.audioRun(units)];
    return fragment(
      index + 1,
      runs.map((run) => ({ ...run, baseTime: run.baseTime + this.ticks(run, shift) })),
    );
  }

  close(): void {
    this.reader.close();
  }

  private ticks({ trackId }: TrackRun, us: number): number {
    const track = this.index.tracks.find(({ kind }) => TRACK_IDS[kind] === trackId)!;
    return Math.round((us * timescaleOf(track)) / 1e6);
  }

  /** Matroska has no decoding times: the presentation times in order will do, as composition offsets may be negative. */
  private videoRun(units: readonly StoredUnit[], end: number) {
    const track = this.index.tracks.find((candidate) => candidate.kind === 'video');
    const frames = units.filter(({ kind }) => kind === 'video');
    if (!track || frames.length === 0) return [];
    const run = new VideoRun(track);
    const times = frames.map(({ pts }) => pts).toSorted((a, b) => a - b);
    for (const [index, frame] of frames.entries()) {
      const dts = times[index]!;
      run.hold({ ...frame, dts }, dts);
      run.complete(times[index + 1] ?? Math.max(end, dts + 1));
    }
    return [run.take()];
  }

  private audioRun(units: readonly StoredUnit[]) {
    const track = this.index.tracks.find((candidate) => candidate.kind === 'audio');
    if (!track) return [];
    const run = new AudioRun(track);
    for (const { kind, pts, data } of units) if (kind === 'audio') run.add(pts, data);
    return [run.take(Infinity)];
  }
}

/** From the file's index, or by asking for a key frame every few seconds. */
const keyTimes = async (reader: MkvReader, duration: number): Promise<number[]> => {
  const cues = await reader.cues();
  if (cues.length > 0) return cues;
  const times: number[] = [];
  for (let time = 0; time < duration; time += SEGMENT_US) times.push(await reader.keyTimeBefore(time));
  return times;
};

const segmentStarts = (times: readonly number[]): number[] => {
  const starts: number[] = [];
  for (const time of times) if (time >= (starts.at(-1) ?? -Infinity) + SEGMENT_US) starts.push(time);
  return starts.length > 0 ? starts : [0];
};
