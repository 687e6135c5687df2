import {
  type AudioTrack,
  isBSlice,
  type MediaUnit,
  nalUnits,
  parameterSets,
  parseAvcConfig,
  parseHevcConfig,
  parseHevcSps,
  parseSps,
  toLengthPrefixed,
  type Track,
  type VideoTrack,
} from '#libs/media';
import type { LiveStream } from '../live-stream.js';
import type { StreamReader } from '../stream-reader.js';
import { AacToOpus } from '../transcode/aac-to-opus.js';
import type { AudioTranscoder } from '../transcode/audio-transcoder.js';

/** What a viewer does with the units of its stream; times in microseconds that go on across publishers. */
export interface FeedViewer {
  /** What follows is of this codec; it begins with a key frame. */
  begin(video: VideoTrack | undefined): void;
  /** `data` with its parameter sets before a key frame. */
  writeVideo(unit: { data: Buffer; isKey: boolean; isBFrame: boolean; timeUs: number }): void;
  /** Opus, to be heard `lagUs` after the picture of the same time. */
  writeAudio(unit: { data: Buffer; timeUs: number; lagUs: number }): void;
  end(): void;
}

/** Between the last unit of a publisher and the first of the next, at least. */
const MIN_GAP_US = 33_000;
/**
 * How much later than its picture converted sound is heard, so that the picture need not wait for all of its way. People
 * notice 125 ms (ITU-R BT.1359-1), of which players take up to 30 themselves.
 */
const CONVERTED_LAG_US = 60_000;
/** However many viewers wish for one. */
const MIN_KEY_FRAME_MS = 500;

/** What all WebRTC viewers of a stream share: one reader, one search for B-frames, one child that makes Opus of AAC. */
export class WhepFeed implements StreamReader {
  private readonly viewers = new Set<FeedViewer>();
  private readonly detach: () => void;
  private video: VideoTrack | undefined;
  private audio: AudioTrack | undefined;
  private sets: Buffer = Buffer.alloc(0);
  private mayHaveBFrames = false;
  private transcoder: AudioTranscoder | undefined;
  /** From the times of this publisher to those of the viewers. */
  private shiftUs: number | undefined;
  private last = { timeUs: 0, at: 0 };
  private lastKeyFrameAt = -Infinity;

  /** `ffmpeg` null: AAC is not heard. */
  constructor(
    private readonly stream: LiveStream,
    private readonly ffmpeg: string | null,
  ) {
    this.detach = stream.attach(this);
  }

  /** As far as is known: many encoders tell of B-frames only by sending them. */
  get degraded(): 'b-frames' | 'no-audio' | undefined {
    if (this.mayHaveBFrames) return 'b-frames';
    return this.audio?.codec === 'aac' && this.ffmpeg === null ? 'no-audio' : undefined;
  }

  /** What somebody has seen who read it for longer. */
  noteBFrames(): void {
    this.mayHaveBFrames = true;
  }

  add(viewer: FeedViewer): void {
    this.viewers.add(viewer);
    viewer.begin(this.video);
    this.updateTranscoder();
  }

  remove(viewer: FeedViewer): void {
    this.viewers.delete(viewer);
    this.updateTranscoder();
  }

  requestKeyFrame(): void {
    const now = performance.now();
    if (now - this.lastKeyFrameAt < MIN_KEY_FRAME_MS) return;
    this.lastKeyFrameAt = now;
    this.stream.requestKeyFrame();
  }

  close(): void {
    this.detach();
    this.stopTranscoder();
  }

  begin(tracks: readonly Track[]): void {
    this.video = tracks.find((track) => track.kind === 'video');
    this.audio = tracks.find((track) => track.kind === 'audio');
    this.sets = this.video ? toLengthPrefixed(parameterSets(this.video)) : Buffer.alloc(0);
    this.mayHaveBFrames = this.video !== undefined && announcesReordering(this.video);
    this.shiftUs = undefined;
    this.stopTranscoder();
    this.updateTranscoder();
    for (const viewer of [...this.viewers]) viewer.begin(this.video);
  }

  write(unit: MediaUnit): void {
    if (unit.kind === 'video') return this.writeVideo(unit);
    if (this.audio?.codec === 'aac') this.transcoder?.write(unit);
    else this.writeAudio(unit, 0);
  }

  interrupt(): void {
    this.stopTranscoder();
  }

  end(): void {
    this.stopTranscoder();
    for (const viewer of [...this.viewers]) viewer.end();
  }

  private writeVideo({ data, isKey, pts }: MediaUnit): void {
    const isBFrame = this.video?.codec === 'h264' && !isKey && hasBSlice(data);
    this.mayHaveBFrames ||= isBFrame;
    const unit = { data: isKey ? Buffer.concat([this.sets, data]) : data, isKey, isBFrame, timeUs: this.timeOf(pts) };
    for (const viewer of this.viewers) viewer.writeVideo(unit);
  }

  private writeAudio({ data, pts }: MediaUnit, lagUs: number): void {
    const unit = { data, timeUs: this.timeOf(pts), lagUs };
    for (const viewer of this.viewers) viewer.writeAudio(unit);
  }

  private timeOf(pts: number): number {
    const at = performance.now();
    this.shiftUs ??= this.last.timeUs + Math.max(MIN_GAP_US, (at - this.last.at) * 1000) - pts;
    const timeUs = pts + this.shiftUs;
    if (timeUs > this.last.timeUs) this.last = { timeUs, at };
    return timeUs;
  }

  /** Runs while somebody could hear it. */
  private updateTranscoder(): void {
    const isNeeded = this.ffmpeg !== null && this.audio?.codec === 'aac' && this.viewers.size > 0;
    if (!isNeeded) return this.stopTranscoder();
    this.transcoder ??= new AacToOpus({
      ffmpeg: this.ffmpeg!,
      source: this.audio!,
      onUnit: (unit) => this.writeAudio(unit, CONVERTED_LAG_US),
    });
  }

  private stopTranscoder(): void {
    this.transcoder?.close();
    this.transcoder = undefined;
  }
}

const hasBSlice = (data: Buffer): boolean => {
  for (const nal of nalUnits(data)) if (isBSlice(nal)) return true;
  return false;
};

/** What the encoder says it may do. */
const announcesReordering = ({ codec, config }: VideoTrack): boolean => {
  try {
    if (codec === 'h264') return (parseSps(parseAvcConfig(config).sps[0]!).maxReorderFrames ?? 0) > 0;
    if (codec === 'hevc') return parseHevcSps(parseHevcConfig(config).sps[0]!).maxReorderFrames > 0;
    return false;
  } catch {
    return false;
  }
};
