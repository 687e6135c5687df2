import type { AudioCodec, VideoCodec } from '../unit.js';

/** Enhanced RTMP v1, "Defining Additional Video Codecs"; `avc1`, `Opus` and `mp4a` came with v2. */
export const VIDEO_FOURCC: Readonly<Record<VideoCodec, string>> = { h264: 'avc1', hevc: 'hvc1', av1: 'av01' };
export const AUDIO_FOURCC: Readonly<Record<AudioCodec, string>> = { aac: 'mp4a', opus: 'Opus' };

/** What a server or client says it takes. */
export const FOURCC_LIST: readonly string[] = [...Object.values(VIDEO_FOURCC), ...Object.values(AUDIO_FOURCC)];

export const videoCodecOf = (fourcc: string): VideoCodec | undefined => keyOf(VIDEO_FOURCC, fourcc);
export const audioCodecOf = (fourcc: string): AudioCodec | undefined => keyOf(AUDIO_FOURCC, fourcc);

const keyOf = <K extends string>(table: Readonly<Record<K, string>>, value: string): K | undefined =>
  (Object.keys(table) as K[]).find((key) => table[key] === value);
