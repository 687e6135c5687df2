import { MalformedMedia } from '../malformed-media.js';
import type { AudioTrack } from '../unit.js';

/** Opus is decoded at 48 kHz whatever went in (RFC 7845 §5.1). */
export const OPUS_SAMPLE_RATE = 48_000;
/** What an encoder looks ahead by default, in samples: a decoder throws that much away at the start. */
const PRE_SKIP = 312;

export const opusTrack = (channels: number): AudioTrack => ({
  kind: 'audio',
  codec: 'opus',
  config: Buffer.alloc(0),
  sampleRate: OPUS_SAMPLE_RATE,
  channels,
  codecString: 'opus',
});

/**
 * RFC 7845 §5.1.
 * @throws MalformedMedia
 */
export const parseOpusHead = (head: Buffer): { channels: number; preSkip: number } => {
  const channels = head[9] ?? 0;
  if (head.length < 19 || head.toString('latin1', 0, 8) !== 'OpusHead' || channels === 0 || channels > 8)
    throw new MalformedMedia('OpusHead');
  return { channels, preSkip: head.readUInt16LE(10) };
};

/** Of one or two channels (mapping family 0). */
export const buildOpusHead = (channels: number): Buffer => {
  const head = Buffer.alloc(19);
  head.write('OpusHead', 'latin1');
  head[8] = 1;
  head[9] = channels;
  head.writeUInt16LE(PRE_SKIP, 10);
  head.writeUInt32LE(OPUS_SAMPLE_RATE, 12);
  return head;
};

/** Microseconds of sound in a packet by its TOC byte, RFC 6716 §3.1; 0 for what is no packet. */
export const opusDurationUs = (packet: Buffer): number => {
  const toc = packet[0];
  if (toc === undefined) return 0;
  const code = toc & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (packet[1] ?? 0) & 63;
  return frames * frameDurationUs(toc >> 3);
};

const frameDurationUs = (configuration: number): number => {
  const step = configuration & 3;
  if (configuration < 12) return [10_000, 20_000, 40_000, 60_000][step]!;
  if (configuration < 16) return [10_000, 20_000][configuration & 1]!;
  return [2_500, 5_000, 10_000, 20_000][step]!;
};
