import { DomainError } from '#libs/contracts';
import {
  aacTrack,
  amf0PartOf,
  av1Track,
  avcTrack,
  ClockUnwrapper,
  decodeAmf0,
  hevcTrack,
  isAmfObject,
  opusTrack,
  parseAudioTag,
  parseOpusHead,
  parseVideoTag,
  RTMP,
  Timeline,
  withLongLengths,
  withoutDelimiters,
  type AmfObject,
  type AudioCodec,
  type FlvTag,
  type RtmpMessage,
  type Track,
  type TrackKind,
  type VideoCodec,
} from '#libs/media';
import type { Publication } from '../publishing.js';

type Codec = VideoCodec | AudioCodec;

const TRACK_OF: Readonly<Record<Codec, (config: Buffer) => Track>> = {
  h264: avcTrack,
  hevc: hevcTrack,
  av1: av1Track,
  aac: aacTrack,
  opus: (head) => opusTrack(parseOpusHead(head).channels),
};

/** Where the configuration says how long the length of a NAL unit is. */
const LENGTH_SIZE_AT: Partial<Record<Codec, number>> = { h264: 4, hevc: 21 };
const AV1_DELIMITER = 0x12;

/** Hands what an encoder sends to its publication: tags become units, one clock of 32 bits the times of both tracks. */
export class RtmpMedia {
  readonly stats = { discontinuities: 0, malformed: 0 };
  private readonly clock = new ClockUnwrapper(32, 1000);
  private readonly timeline = new Timeline();
  private readonly codecs = new Map<TrackKind, Codec>();
  /** Of the video's NAL units, in bytes. */
  private lengthSize = 4;

  constructor(private readonly publication: Publication) {}

  /** @throws DomainError stream.unsupported; MalformedMedia — a configuration nobody can read */
  take(message: RtmpMessage): void {
    const { type, payload, timestamp } = message;
    if (type === RTMP.video) this.takeTag('video', parseVideoTag(payload), timestamp);
    else if (type === RTMP.audio) this.takeTag('audio', parseAudioTag(payload), timestamp);
    else if (type === RTMP.data || type === RTMP.dataAmf3) this.takeMetadata(message);
  }

  private takeTag(kind: TrackKind, tag: FlvTag<Codec>, timestamp: number): void {
    if (tag.type === 'ignored') return;
    if (tag.type === 'unsupported') throw unsupported(tag.codec);
    if (tag.type === 'config') {
      this.publication.configure(TRACK_OF[tag.codec](tag.data));
      this.codecs.set(kind, tag.codec);
      if (kind === 'video') this.lengthSize = ((tag.data[LENGTH_SIZE_AT[tag.codec] ?? -1] ?? 3) % 4) + 1;
      return;
    }
    if (this.codecs.get(kind) !== tag.codec) return;
    const data = this.dataOf(tag.codec, tag.data);
    if (!data) return void this.stats.malformed++;
    const { dts, isDiscontinuity } = this.timeline.place(kind, this.clock.read(timestamp));
    if (isDiscontinuity) this.stats.discontinuities++;
    this.publication.write({ kind, isKey: tag.isKey, dts, pts: dts + tag.compositionMs * 1000, data });
  }

  /** As the bus wants it; undefined when it is not what it says. */
  private dataOf(codec: Codec, data: Buffer): Buffer | undefined {
    if (codec === 'h264' || codec === 'hevc') return withLongLengths(data, this.lengthSize);
    return codec === 'av1' && data[0] === AV1_DELIMITER ? withoutDelimiters(data) : data;
  }

  private takeMetadata(message: RtmpMessage): void {
    const properties = metadataOf(message);
    if (!properties) return;
    const has = (...names: string[]): boolean => names.some((name) => Boolean(properties[name]));
    const kinds: TrackKind[] = [];
    if (has('videocodecid', 'width')) kinds.push('video');
    if (has('audiocodecid', 'audiosamplerate')) kinds.push('audio');
    if (kinds.length > 0) this.publication.expect(kinds);
  }
}

export const unsupported = (codec: string): DomainError =>
  new DomainError('stream.unsupported', { details: { codec }, text: `This codec cannot be used here: ${codec}.` });

/** `onMetaData`, alone or within `@setDataFrame`. Only a hint: what cannot be read is as good as none. */
const metadataOf = (message: RtmpMessage): AmfObject | undefined => {
  try {
    const values = decodeAmf0(amf0PartOf(message));
    const name = values[0] === '@setDataFrame' ? 1 : 0;
    return values[name] === 'onMetaData' ? values.slice(name).find(isAmfObject) : undefined;
  } catch {
    return undefined;
  }
};
