import { MalformedMedia } from '../malformed-media.js';
import type { AudioTrack } from '../unit.js';
import { BitReader } from './bit-reader.js';

export interface AudioSpecificConfig {
  /** audioObjectType: 2 is LC, 5 SBR, 29 parametric stereo. */
  objectType: number;
  /** Hertz, as heard: with SBR twice that of the core. */
  sampleRate: number;
  channels: number;
  /** Samples a channel in one access unit, at `sampleRate`. */
  samplesPerFrame: number;
}

const SAMPLE_RATES = [96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350];
/** By channelConfiguration; 0 says that a program config element tells. */
const CHANNELS = [2, 1, 2, 3, 4, 5, 6, 8, 0, 0, 0, 7, 8, 0, 8];
const SBR = 5;
const PARAMETRIC_STEREO = 29;
/** Which begin with a GASpecificConfig, and so with frameLengthFlag. */
const GENERAL_AUDIO = new Set([1, 2, 3, 4, 6, 7, 17, 19, 20, 21, 22, 23]);

/**
 * ISO/IEC 14496-3 §1.6.2.1. SBR that is only announced behind the configuration (backward compatible signalling) is not looked for.
 * @throws MalformedMedia
 */
export const parseAudioSpecificConfig = (asc: Buffer): AudioSpecificConfig => {
  const bits = new BitReader(asc);
  const objectType = readObjectType(bits);
  const coreRate = readSampleRate(bits);
  const channels = CHANNELS[bits.bits(4)] ?? 0;
  if (channels === 0 || objectType === 0) throw new MalformedMedia('AudioSpecificConfig');
  const hasSbr = objectType === SBR || objectType === PARAMETRIC_STEREO;
  const sampleRate = hasSbr ? readSampleRate(bits) : coreRate;
  const coreType = hasSbr ? readObjectType(bits) : objectType;
  const coreSamples = GENERAL_AUDIO.has(coreType) && bits.flag() ? 960 : 1024;
  return {
    objectType,
    sampleRate,
    channels: objectType === PARAMETRIC_STEREO ? 2 : channels,
    samplesPerFrame: Math.round((coreSamples * sampleRate) / coreRate),
  };
};

/** For AAC-LC, with 1024 samples a frame. */
export const buildAudioSpecificConfig = (sampleRate: number, channels: number): Buffer => {
  const rate = SAMPLE_RATES.indexOf(sampleRate);
  const configuration = CHANNELS.indexOf(channels, 1);
  if (rate < 0 || configuration < 0) throw new MalformedMedia('AAC sample rate or channels');
  const config = Buffer.alloc(2);
  config.writeUInt16BE((2 << 11) | (rate << 7) | (configuration << 3));
  return config;
};

/** @throws MalformedMedia */
export const aacTrack = (asc: Buffer): AudioTrack => {
  const { objectType, sampleRate, channels } = parseAudioSpecificConfig(asc);
  return { kind: 'audio', codec: 'aac', config: asc, sampleRate, channels, codecString: `mp4a.40.${objectType}` };
};

const readObjectType = (bits: BitReader): number => {
  const type = bits.bits(5);
  return type === 31 ? 32 + bits.bits(6) : type;
};

const readSampleRate = (bits: BitReader): number => {
  const index = bits.bits(4);
  const rate = index === 15 ? bits.bits(24) : SAMPLE_RATES[index];
  if (!rate || rate > 192_000) throw new MalformedMedia('AAC sample rate');
  return rate;
};
