import { AudioRun, fragment, type MediaUnit, type Track, type TrackRun, VideoRun } from '#libs/media';
import type { CutPart } from './segment.js';

/** Where parts and segments go. */
export interface CutterSink {
  part(part: CutPart): void;
  /** The parts since the last time are a segment. */
  segment(): void;
  /** Nothing goes on from here; what follows is another timeline. */
  timeline(): void;
}

export interface CutterLimits {
  /** What a part should last, in microseconds. */
  partUs: number;
  /** A segment ends at the first key frame after this, in microseconds. */
  segmentUs: number;
  /** No segment is longer, whatever the key frames do; in microseconds. */
  maxSegmentUs: number;
}

/** A part may be that much longer than its frames usually add up to, for jitter. */
const PART_SLACK = 1.05;
/** Key frames are not placed more exactly. */
const SEGMENT_SLACK = 0.95;
/** Of a part that holds only what is late. */
const LATE_PART_US = 1000;
/** A track that is behind the other by more than this is silent, in microseconds. */
const SILENT_US = 700_000;

/**
 * Cuts the units of one stream into parts and segments. Durations are told by the clock of the leading track (video, while
 * there is some), so that they add up without a rest. All times are microseconds of media since the first unit; they go on
 * across timelines.
 */
export class PartCutter {
  /** What no part exceeds, in microseconds; settled with the first part and never changed. */
  partTarget: number | undefined;
  dropped = 0;
  private video: VideoRun | undefined;
  private audio: AudioRun | undefined;
  /** Decoding time, as published, of what is at `origin`; undefined before the first unit of a timeline. */
  private base: number | undefined;
  private origin = 0;
  private partStart = 0;
  private segmentStart = 0;
  private fragments = 0;

  constructor(
    private readonly limits: CutterLimits,
    private readonly sink: CutterSink,
  ) {}

  /** Frames a second; undefined before two frames. */
  get frameRate(): number | undefined {
    const duration = this.video?.usualDuration;
    return duration ? 1e6 / duration : undefined;
  }

  begin(tracks: readonly Track[]): void {
    this.finish();
    this.video = undefined;
    this.audio = undefined;
    for (const track of tracks) {
      if (track.kind === 'video') this.video = new VideoRun(track);
      else this.audio = new AudioRun(track);
    }
  }

  write(unit: MediaUnit): void {
    if (this.base === undefined && !this.startTimeline(unit)) return void this.dropped++;
    const time = unit.dts - this.base! + this.origin;
    if (unit.kind === 'video') this.writeVideo(unit, time);
    else this.writeAudio(unit, time);
  }

  /** All that is held goes out, and the segment ends. */
  finish(): void {
    if (this.base === undefined) return;
    const { video, audio } = this;
    const end = video?.held ? video.complete() : (audio?.end ?? this.partStart);
    if (video) video.held = undefined;
    this.partTarget ??= this.targetFor(video?.usualDuration);
    this.advance(end);
    this.flush(Math.max(end, this.partStart + LATE_PART_US));
    this.endSegment();
    this.base = undefined;
    this.origin = this.partStart = this.segmentStart = Math.max(this.partStart, audio?.end ?? 0);
  }

  private startTimeline(unit: MediaUnit): boolean {
    if (this.video && !(unit.kind === 'video' && unit.isKey)) return false;
    this.base = unit.dts;
    this.sink.timeline();
    return true;
  }

  private writeVideo(unit: MediaUnit, time: number): void {
    const video = this.video!;
    if (video.held) {
      if (time - Math.max(video.held.time, this.audio?.end ?? 0) > this.limits.maxSegmentUs) return this.restart(unit);
      this.completeFrame(video, time);
    }
    if (unit.isKey && time - this.segmentStart >= this.limits.segmentUs * SEGMENT_SLACK) {
      this.flush(time);
      this.endSegment();
    }
    video.hold(unit, time);
  }

  /** Nothing came for longer than a segment may last: what follows the next key frame is another timeline. */
  private restart(unit: MediaUnit): void {
    this.finish();
    this.write(unit);
  }

  private completeFrame(video: VideoRun, end: number): void {
    const start = video.held!.time;
    if (this.partTarget !== undefined && end - this.partStart > this.partTarget && start > this.partStart) {
      this.advance(start);
      this.flush(start, { isPartial: true });
    }
    video.complete(end);
    const { audio } = this;
    if (audio && (audio.isSilent || end - (audio.end ?? this.origin) > SILENT_US)) audio.fillTo(end);
    if (this.partTarget === undefined) this.settle(end, video.usualDuration);
    this.advance(end);
    if (this.partTarget !== undefined && end - this.partStart + video.lastDuration > this.partTarget) this.flush(end);
  }

  private writeAudio(unit: MediaUnit, time: number): void {
    const { audio, video } = this;
    if (!audio || time < this.origin) return void this.dropped++;
    const before = audio.end ?? time;
    if (time - Math.max(before, video?.held?.time ?? 0) > this.limits.maxSegmentUs) {
      if (video) return void this.dropped++;
      return this.restart(unit);
    }
    if (video) {
      if (!audio.add(time, unit.data)) return void this.dropped++;
      if (audio.end! - video.held!.time <= SILENT_US) return;
      this.settle(audio.end!);
      return this.advance(audio.end!);
    }
    if (before - this.segmentStart >= this.limits.segmentUs * SEGMENT_SLACK) {
      this.flush(before);
      this.endSegment();
    }
    if (!audio.add(time, unit.data)) return void this.dropped++;
    const frame = audio.end! - Math.max(before, time);
    this.settle(audio.end!, frame);
    this.advance(audio.end!);
    if (this.partTarget !== undefined && audio.end! - this.partStart + frame > this.partTarget) this.flush(audio.end!);
  }

  /** The target is known with the first part, which is one frame shorter so that it is out in time. */
  private settle(end: number, frame = this.limits.partUs): void {
    if (this.partTarget !== undefined) return;
    const target = this.targetFor(frame);
    if (end - this.partStart + 2 * frame <= target) return;
    this.partTarget = target;
    if (end - this.partStart <= target) this.flush(end);
  }

  /** A whole number of frames of the usual duration, close to what was asked for; whole milliseconds. */
  private targetFor(frame = this.limits.partUs): number {
    const { partUs, maxSegmentUs } = this.limits;
    const frames = Math.max(1, Math.round(partUs / frame));
    return Math.min(Math.ceil((frames * frame * PART_SLACK) / 1000) * 1000, maxSegmentUs);
  }

  /** Cuts at the ends of audio frames while more than a part is pending. */
  private advance(end: number): void {
    const target = this.partTarget;
    while (target !== undefined && end - this.partStart > target) {
      const cut = this.audio?.lastEndBy(this.partStart + target);
      if (cut === undefined || cut <= this.partStart) return this.flush(end, { isWhole: true });
      this.flush(cut, { isPartial: true });
    }
  }

  /** What is pending becomes a part that ends at `end`; if partial, only the audio that begins before. */
  private flush(end: number, { isWhole = false, isPartial = false } = {}): void {
    const { video, audio, limits } = this;
    const until = isPartial ? end : Infinity;
    const isEmpty = (video?.isEmpty ?? true) && !audio?.hasBefore(until);
    if (isEmpty || end <= this.partStart) return;
    if (end - this.segmentStart > limits.maxSegmentUs) this.endSegment();
    const isIndependent = video ? video.hasKey : true;
    const runs: TrackRun[] = [];
    if (video) runs.push(video.take());
    if (audio) runs.push(audio.take(until));
    this.sink.part({
      bytes: Buffer.concat(fragment(++this.fragments, runs)),
      durationUs: end - this.partStart,
      isIndependent,
      isWhole,
    });
    this.partStart = end;
    if (isWhole && end - this.segmentStart >= limits.segmentUs * SEGMENT_SLACK) this.endSegment();
  }

  private endSegment(): void {
    if (this.segmentStart === this.partStart) return;
    this.segmentStart = this.partStart;
    this.sink.segment();
  }
}
