import { DomainError } from '#libs/contracts';
import {
  AUDIO_FOURCC,
  audioConfigHeader,
  audioUnitHeader,
  buildOpusHead,
  CHUNK_STREAM,
  encodeAmf0,
  RTMP,
  VIDEO_FOURCC,
  videoConfigHeader,
  videoUnitHeader,
  type AudioTrack,
  type MediaUnit,
  type OutgoingMessage,
  type Track,
  type VideoTrack,
} from '#libs/media';
import type { AudioTranscoder } from '../transcode/audio-transcoder.js';

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
  send(message: Omit<OutgoingMessage, 'streamId'>): void;
}

/** Where units are dropped until the next key frame, and where that may be sent. */
const MAX_QUEUED_BYTES = 4 << 20;
const RESUME_BELOW_BYTES = 1 << 20;
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

  constructor(
    private readonly outlet: RelayOutlet,
    private readonly transcode?: TranscodeToAac,
  ) {}

  /** How long the far side has not taken what waits for it. */
  get stalledMs(): number {
    const isStalled = this.stalledAt !== undefined && this.outlet.queuedBytes >= RESUME_BELOW_BYTES;
    return isStalled ? performance.now() - this.stalledAt! : 0;
  }

  /** @throws DomainError stream.unsupported — the far side does not take the video */
  begin(tracks: readonly Track[]): void {
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

  close(): void {
    this.transcoder?.close();
    this.transcoder = undefined;
  }

  private beginSound(source: AudioTrack | undefined): void {
    this.close();
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
    const us = unit.dts + this.shift;
    this.lastUs = Math.max(this.lastUs, us);
    this.stats.sent++;
    this.sendUnit(unit, Math.round(us / 1000));
  }

  private mustDrop(beginsDecoding: boolean): boolean {
    const { queuedBytes } = this.outlet;
    if (queuedBytes > MAX_QUEUED_BYTES) this.stalledAt ??= performance.now();
    else if (beginsDecoding && queuedBytes < RESUME_BELOW_BYTES) this.stalledAt = undefined;
    return this.stalledAt !== undefined;
  }

  private sendUnit({ kind, isKey, dts, pts, data }: MediaUnit, timestamp: number): void {
    if (kind === 'audio') return this.send(RTMP.audio, timestamp, [audioUnitHeader(this.sound!.codec), data]);
    const compositionMs = Math.round((pts - dts) / 1000);
    this.send(RTMP.video, timestamp, [videoUnitHeader(this.video!.codec, isKey, compositionMs), data]);
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
