import type { StreamStatus } from '../../../shared/api/types.js';
import type { LabelKey, Translate } from '../../../shared/i18n/catalogue.js';

export type Health = NonNullable<StreamStatus['health']>;

const WORDS: Record<Health['warnings'][number], LabelKey> = {
  publisher_away: 'streams.warnAway',
  b_frames: 'streams.warnBFrames',
  key_frames_rare: 'streams.warnKeyFrames',
  no_video: 'streams.warnNoVideo',
  no_audio: 'streams.warnNoAudio',
  no_audio_by_webrtc: 'streams.warnNoAudioByWebRtc',
  codec_not_everywhere: 'streams.warnCodec',
  dropping: 'streams.warnDropping',
};

/** What its publisher should know or change, in sentences. A newer portal may warn of more than this page knows. */
export const warningWords = ({ warnings, is_publishing, bitrate }: Health, t: Translate): string[] => [
  ...(is_publishing && bitrate === 0 ? [t('streams.warnSilent')] : []),
  ...warnings.flatMap((warning) => (Object.hasOwn(WORDS, warning) ? [t(WORDS[warning])] : [])),
];

const CODECS: [prefix: RegExp, name: string][] = [
  [/^avc[13]/, 'H.264'],
  [/^(hvc1|hev1)/, 'HEVC'],
  [/^av01/, 'AV1'],
  [/^mp4a/, 'AAC'],
  [/^opus/i, 'Opus'],
];

/** As people call it: `avc1.64001f` is H.264. */
export const codecName = (codec: string): string => CODECS.find(([prefix]) => prefix.test(codec))?.[1] ?? codec;

export const bitrateText = (bitsPerSecond: number, t: Translate): string =>
  bitsPerSecond >= 1_000_000
    ? t('streams.megabits', { value: Math.round(bitsPerSecond / 100_000) / 10 })
    : t('streams.kilobits', { value: Math.round(bitsPerSecond / 1000) });
