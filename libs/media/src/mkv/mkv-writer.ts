import type { MediaUnit, Track } from '../unit.js';
import { element, elementHead, float, openElementHead, text, unsigned, voidElement, wideUnsigned } from './ebml.js';
import { FrameRate } from './frame-rate.js';
import { MKV_TRACK_NUMBERS, trackEntry } from './track-entry.js';

const ID = {
  segment: 0x18538067,
  info: 0x1549a966,
  tracks: 0x1654ae6b,
  cues: 0x1c53bb6b,
  cluster: 0x1f43b675,
} as const;
const SEGMENT_HEAD_BYTES = 12;
const SEEK_HEAD_BYTES = 68;
const TICK_NS = 1_000_000;
const US_PER_TICK = 1000;
/** A block's time is told by 16 bits from its cluster's. */
const MAX_RELATIVE_TICKS = 32_000;
const IS_KEY = 0x80;
const AHEAD_TICKS = 1000;
/** RFC 9559 §5.1.3.5.1.2: cues of a recording without video. */
const AUDIO_CUE_TICKS = 5000;

interface Cue {
  time: number;
  track: number;
  /** From the first byte of the segment's data. */
  position: number;
}

/**
 * A Matroska file (RFC 9559) as bytes to append. Every cluster is complete when it is handed out, so whatever has been written
 * can be played; the header is written again at the end, just as long, and then knows duration and cues. Tracks need not
 * be interleaved exactly, and one that falls silent holds nothing up.
 */
export class MkvWriter {
  private position: number;
  private readonly cues: Cue[] = [];
  private blocks: Buffer[] = [];
  private blockBytes = 0;
  private clusterTime = 0;
  private done: Buffer[] = [];
  private doneBytes = 0;
  private readonly ends = { video: 0, audio: 0 };
  private readonly frameRate = new FrameRate();

  constructor(private readonly tracks: readonly Track[]) {
    this.position = this.header.length;
  }

  /** To begin with. */
  get header(): Buffer {
    return this.renderHeader();
  }

  /** What waits for `takeClusters`. */
  get pendingBytes(): number {
    return this.blockBytes + this.doneBytes;
  }

  /** Microseconds of media in the file. */
  get duration(): number {
    const { video, audio } = this.ends;
    const videoEnd = video + (this.frameRate.frameTicks ?? 0);
    // Audio is sent somewhat ahead, and goes on in the next file where the video does.
    return Math.round((audio - videoEnd > AHEAD_TICKS || video === 0 ? audio : videoEnd) * US_PER_TICK);
  }

  /** `pts` of the units is microseconds from the file's start, in decoding order within a track. */
  add({ kind, isKey, pts, data }: Pick<MediaUnit, 'kind' | 'isKey' | 'pts' | 'data'>): void {
    const time = Math.max(0, Math.round(pts / US_PER_TICK));
    const isVideoKey = kind === 'video' && isKey;
    if (isVideoKey || Math.abs(time - this.clusterTime) > MAX_RELATIVE_TICKS) this.closeCluster();
    if (this.blocks.length === 0) this.clusterTime = time;
    if (isVideoKey || this.needsAudioCue(time)) {
      this.cues.push({ time, track: MKV_TRACK_NUMBERS[kind], position: this.position - this.dataStart });
    }

    const head = Buffer.allocUnsafe(4);
    head[0] = 0x80 | MKV_TRACK_NUMBERS[kind];
    head.writeInt16BE(time - this.clusterTime, 1);
    head[3] = isKey ? IS_KEY : 0;
    const start = elementHead(0xa3, head.length + data.length);
    this.blocks.push(start, head, data);
    this.blockBytes += start.length + head.length + data.length;
    this.ends[kind] = Math.max(this.ends[kind], time);
    if (kind === 'video') this.frameRate.count(time, isKey);
  }

  /** What has been added since the last time, as whole clusters; the units' data is in the list uncopied. */
  takeClusters(): Buffer[] {
    this.closeCluster();
    const { done } = this;
    this.done = [];
    this.doneBytes = 0;
    return done;
  }

  /** After the last cluster: what to append, and what to write over the beginning. */
  finish(): { tail: Buffer; header: Buffer } {
    const cuesAt = this.position;
    const tail = element(ID.cues, ...this.cues.map(cuePoint));
    this.position += tail.length;
    return { tail, header: this.renderHeader({ cuesAt, size: this.position - this.dataStart }) };
  }

  private closeCluster(): void {
    if (this.blocks.length === 0) return;
    const time = unsigned(0xe7, this.clusterTime);
    const head = elementHead(ID.cluster, time.length + this.blockBytes);
    this.done.push(Buffer.concat([head, time]), ...this.blocks);
    this.position += head.length + time.length + this.blockBytes;
    this.doneBytes += this.blockBytes;
    this.blocks = [];
    this.blockBytes = 0;
  }

  private needsAudioCue(time: number): boolean {
    if (this.blocks.length > 0 || this.tracks.some(({ kind }) => kind === 'video')) return false;
    return time - (this.cues.at(-1)?.time ?? -Infinity) >= AUDIO_CUE_TICKS;
  }

  private get dataStart(): number {
    return EBML_HEADER.length + SEGMENT_HEAD_BYTES;
  }

  private renderHeader(end?: { cuesAt: number; size: number }): Buffer {
    const info = element(
      ID.info,
      unsigned(0x2ad7b1, TICK_NS),
      text(0x4d80, 'Open Relay Portal'),
      text(0x5741, 'Open Relay Portal'),
      end ? float(0x4489, this.duration / US_PER_TICK) : voidElement(11),
    );
    const { frameTicks } = this.frameRate;
    const frameNs = end && frameTicks ? frameTicks * TICK_NS : undefined;
    const tracks = element(ID.tracks, ...this.tracks.map((track) => trackEntry(track, frameNs)));
    const seekHead = end
      ? element(
          0x114d9b74,
          seek(ID.info, SEEK_HEAD_BYTES),
          seek(ID.tracks, SEEK_HEAD_BYTES + info.length),
          seek(ID.cues, end.cuesAt - this.dataStart),
        )
      : voidElement(SEEK_HEAD_BYTES);
    return Buffer.concat([EBML_HEADER, openElementHead(ID.segment, end?.size), seekHead, info, tracks]);
  }
}

const EBML_HEADER = element(
  0x1a45dfa3,
  unsigned(0x4286, 1),
  unsigned(0x42f7, 1),
  unsigned(0x42f2, 4),
  unsigned(0x42f3, 8),
  text(0x4282, 'matroska'),
  unsigned(0x4287, 4),
  unsigned(0x4285, 2),
);

const seek = (id: number, position: number): Buffer => {
  const target = Buffer.alloc(4);
  target.writeUInt32BE(id);
  return element(0x4dbb, element(0x53ab, target), wideUnsigned(0x53ac, position));
};

const cuePoint = ({ time, track, position }: Cue): Buffer =>
  element(0xbb, unsigned(0xb3, time), element(0xb7, unsigned(0xf7, track), unsigned(0xf1, position)));
