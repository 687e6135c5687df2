export type VideoCodec = 'h264' | 'hevc' | 'av1';
export type AudioCodec = 'aac' | 'opus';

export interface VideoTrack {
  kind: 'video';
  codec: VideoCodec;
  /** The decoder configuration record: avcC, hvcC or av1C (ISO/IEC 14496-15, AV1-ISOBMFF), without a box header. */
  config: Buffer;
  /** Pixels; 0 where the configuration does not tell. */
  width: number;
  height: number;
  /** As in RFC 6381: `avc1.640028`. */
  codecString: string;
}

export interface AudioTrack {
  kind: 'audio';
  codec: AudioCodec;
  /** AAC: the AudioSpecificConfig (ISO/IEC 14496-3). Opus: empty. */
  config: Buffer;
  /** Hertz. */
  sampleRate: number;
  channels: number;
  codecString: string;
}

export type Track = VideoTrack | AudioTrack;
export type TrackKind = Track['kind'];

/**
 * One access unit of one track. Immutable, and shared by reference between all readers. Times are whole microseconds from
 * the start of the publication; `dts` never decreases within a track.
 */
export interface MediaUnit {
  kind: TrackKind;
  /** Decoding can begin here; true for all audio. */
  isKey: boolean;
  dts: number;
  pts: number;
  /** H.264 and HEVC: NAL units, each after its length (4 bytes). AV1: OBUs of a temporal unit. AAC without ADTS, Opus without a container. */
  data: Buffer;
}

/** Whether a decoder would have to be set up anew. */
export const isSameTrack = (a: Track, b: Track): boolean =>
  a.kind === b.kind && a.codec === b.codec && a.config.equals(b.config) && a.codecString === b.codecString;
