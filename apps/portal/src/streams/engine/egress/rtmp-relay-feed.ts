import { DomainError } from '#libs/contracts';
import {
  AUDIO_FOURCC,
  audioConfigHeader,
  buildOpusHead,
  CHUNK_STREAM,
  encodeAmf0,
  RTMP,
  VIDEO_FOURCC,
  videoConfigHeader,
  type AudioTrack,
  type MediaUnit,
  type OutgoingMessage,
  type Track,
  type VideoTrack,
} from '#libs/media';
import type { AudioTranscoder } from '../transcode/audio-transcoder.js';
import { RelayRuns } from './rtmp-relay-runs.js';

/** Makes AAC of what comes in; `onUnit` gets it on the same timeline. */
export type TranscodeToAac = (
  source: AudioTrack,
  onUnit: (unit: MediaUnit) => void,
) => AudioTranscoder & { readonly track: AudioTrack };

/** What a relay does with the sound. `unavailable`: the target takes no Opus, and there is nothing to make AAC of it. */
export type RelayAudio = 'none' | 'copied' | 'transcoded' | 'unavailable';

/** The far side, as the feed needs it. */
export interface RelayOutlet {
  readonly fourccs: ReadonlySet<string>;
  readonly queuedBytes: number;
  readonly streamId: number;
  send(message: Omit<OutgoingMessage, 'streamId'>): void;
  /** Of whole messages of `streamId`; others may be sending them too. */
  write(pieces: readonly Buffer[]): void;
}

/** Where units are dropped until the next key frame, and where that may be sent. */
const MAX_QUEUED_BYTES = 4 << 20;
const RESUME_BELOW_BYTES = 1 << 20;
/**
 * How long units are gathered, and how many bytes: each write costs the system far more than a unit does. Relays that got the same
 * units gather in step.
 */
const GATHER_MS = 100;
const MAX_GATHERED_BYTES = 256 * 1024;
/** Between the last unit of one timeline and the first of the next. */
const STEP_US = 20_000;
type MediaType = (typeof RTMP)['data' | 'video' | 'audio'];
const CHUNK_STREAM_OF: Readonly<Record<MediaType, number>> = {
  [RTMP.data]: CHUNK_STREAM.data,
  [RTMP.video]: CHUNK_STREAM.video,
  [RTMP.audio]: CHUNK_STREAM.audio,
};
const AVC_ID = 7;
const AAC_ID = 10;

/** Turns the units of a stream into the messages of one connection; what the far side does not take in time is dropped. */
export class RelayFeed {
  audio: RelayAudio = 'none';
  readonly stats = { sent: 0, dropped: 0 };
  /** Since when units are dropped, by performance.now(). */
  private stalledAt: number | undefined;
  private video: VideoTrack | undefined;
  private sound: AudioTrack | undefined;
  private transcoder: AudioTranscoder | undefined;
  /** Where the timeline began; later than that, our times are `shift` later. */
  private beganAt: number | undefined;
  private shift = 0;
  private lastUs = -STEP_US;
  private gathered: MediaUnit[] = [];
  private gatheredBytes = 0;
  private timer: NodeJS.Timeout | undefined;

  /** `runs` are those of all relays of the stream. */
  constructor(
    private readonly outlet: RelayOutlet,
    private readonly runs: RelayRuns,
    private readonly transcode?: TranscodeToAac,
  ) {}

  /** How long the far side has not taken what waits for it. */
  get stalledMs(): number {
    const isStalled = this.stalledAt !== undefined && this.outlet.queuedBytes >= RESUME_BELOW_BYTES;
    return isStalled ? performance.now() - this.stalledAt! : 0;
  }

  /** @throws DomainError stream.unsupported — the far side does not take the video */
  begin(tracks: readonly Track[]): void {
    this.flush();
    this.video = tracks.find((track) => track.kind === 'video');
    if (this.video && this.video.codec !== 'h264' && !this.takes(VIDEO_FOURCC[this.video.codec]))
      throw new DomainError('stream.unsupported', { details: { codec: this.video.codec } });
    this.beginSound(tracks.find((track) => track.kind === 'audio'));
    this.beganAt = undefined;
    this.send(RTMP.data, 0, [metadata(this.video, this.sound)]);
    if (this.video) this.send(RTMP.video, 0, [videoConfigHeader(this.video), this.video.config]);
    if (this.sound) this.send(RTMP.audio, 0, [audioConfigHeader(this.sound.codec), soundConfig(this.sound)]);
  }

  write(unit: MediaUnit): void {
    if (unit.kind === 'video' || this.audio === 'copied') this.pass(unit);
    else this.transcoder?.write(unit);
  }

  /** Sends what has been gathered. */
  flush(): void {
    clearTimeout(this.timer);
    const { gathered: units, shift: shiftUs, video, sound } = this;
    if (units.length === 0) return;
    this.gathered = [];
    this.gatheredBytes = 0;
    const { streamId } = this.outlet;
    this.outlet.write(this.runs.piecesOf({ units, shiftUs, streamId, video: video?.codec, audio: sound?.codec }));
  }

  close(): void {
    this.flush();
    this.closeTranscoder();
  }

  private closeTranscoder(): void {
    this.transcoder?.close();
    this.transcoder = undefined;
  }

  private beginSound(source: AudioTrack | undefined): void {
    this.closeTranscoder();
    this.sound = undefined;
    this.audio = 'none';
    if (!source) return;
    if (source.codec === 'aac' || this.takes(AUDIO_FOURCC[source.codec])) {
      this.audio = 'copied';
      this.sound = source;
      return;
    }
    const transcoder = this.transcode?.(source, (unit) => this.pass(unit));
    this.audio = transcoder ? 'transcoded' : 'unavailable';
    this.transcoder = transcoder;
    this.sound = transcoder?.track;
  }

  private takes(fourcc: string): boolean {
    return this.outlet.fourccs.has(fourcc) || this.outlet.fourccs.has('*');
  }

  private pass(unit: MediaUnit): void {
    const beginsDecoding = unit.kind === 'video' ? unit.isKey : !this.video;
    if (this.beganAt === undefined) {
      if (!beginsDecoding) return;
      this.beganAt = unit.dts;
      this.shift = this.lastUs + STEP_US - unit.dts;
    }
    if (unit.dts < this.beganAt) return;
    if (this.mustDrop(beginsDecoding)) return void this.stats.dropped++;
    this.lastUs = Math.max(this.lastUs, unit.dts + this.shift);
    this.stats.sent++;
    this.gather(unit);
  }

  private gather(unit: MediaUnit): void {
    // Relays that began at different times fall into step here.
    if (unit.kind === 'video' && unit.isKey) this.flush();
    if (this.gathered.push(unit) === 1) this.timer = setTimeout(() => this.flush(), GATHER_MS);
    this.gatheredBytes += unit.data.length;
    if (this.gatheredBytes >= MAX_GATHERED_BYTES) this.flush();
  }

  private mustDrop(beginsDecoding: boolean): boolean {
    const { queuedBytes } = this.outlet;
    if (queuedBytes > MAX_QUEUED_BYTES) this.stalledAt ??= performance.now();
    else if (beginsDecoding && queuedBytes < RESUME_BELOW_BYTES) this.stalledAt = undefined;
    return this.stalledAt !== undefined;
  }

  private send(type: MediaType, timestamp: number, payload: Buffer[]): void {
    this.outlet.send({ chunkStream: CHUNK_STREAM_OF[type], type, timestamp, payload });
  }
}

const soundConfig = (sound: AudioTrack): Buffer =>
  sound.codec === 'opus' ? buildOpusHead(sound.channels) : sound.config;

/** The codec ids of FLV, or the fourcc as a number (Enhanced RTMP). */
const metadata = (video: VideoTrack | undefined, sound: AudioTrack | undefined): Buffer =>
  encodeAmf0('@setDataFrame', 'onMetaData', {
    ...(video && {
      width: video.width,
      height: video.height,
      videocodecid: video.codec === 'h264' ? AVC_ID : numberOf(VIDEO_FOURCC[video.codec]),
    }),
    ...(sound && {
      audiocodecid: sound.codec === 'aac' ? AAC_ID : numberOf(AUDIO_FOURCC[sound.codec]),
      audiosamplerate: sound.sampleRate,
      audiochannels: sound.channels,
      stereo: sound.channels === 2,
    }),
    encoder: 'Open Relay Portal',
  });

const numberOf = (fourcc: string): number => Buffer.from(fourcc, 'latin1').readUInt32BE();
