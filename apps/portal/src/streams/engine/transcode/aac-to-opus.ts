import type { AudioTrack, MediaUnit } from '#libs/media';
import {
  type AudioTranscoderOptions,
  FfmpegAudio,
  type TranscodedFrame,
  type TranscoderFormat,
} from './audio-transcoder.js';

const FLV_HEADER = Buffer.from([0x46, 0x4c, 0x56, 1, 4, 0, 0, 0, 9, 0, 0, 0, 0]);
const AAC_CONFIG = Buffer.from([0xaf, 0]);
const AAC_FRAME = Buffer.from([0xaf, 1]);

const BITS_A_SECOND = 128_000;
const PACKET_MS = 20;
/** All are as long, because the bit rate is constant. */
const PACKET_BYTES = (BITS_A_SECOND * PACKET_MS) / 8000;
/** What the encoder puts before the first sample: 120 of 48 kHz when it looks ahead as little as it can. */
const PRE_SKIP_US = 2_500;

/** The child begins once it has seen 32 bytes, and a unit of silence can have two. */
const LEAD_UNITS = 16;
/** Further from the lead than what is made of that, so that the gap between is filled to the sample. */
const LEAD_US = 500_000;

const INPUT = ['-probesize', '32', '-analyzeduration', '0', '-fflags', 'nobuffer', '-f', 'flv', '-i', 'pipe:0'];
/**
 * Gaps become silence, so that sound and clock stay together. The packets come bare: every container keeps one back until
 * it has the next.
 */
const OUTPUT = [
  ...['-map', '0:a', '-af', 'aresample=async=1:first_pts=0', '-c:a', 'libopus', '-ar', '48000', '-ac', '2'],
  ...['-b:a', `${BITS_A_SECOND}`, '-vbr', 'off', '-application', 'lowdelay', '-frame_duration', `${PACKET_MS}`],
  ...['-f', 'data', '-flush_packets', '1', 'pipe:1'],
];

/** For viewers by WebRTC, which knows no AAC: stereo Opus of 48 kHz. */
export class AacToOpus extends FfmpegAudio {
  constructor(options: AudioTranscoderOptions) {
    super(options, () => new FlvToPackets(options.source));
  }
}

/**
 * FLV goes in because it carries timestamps and needs no seeking. A child that starts is given a lead, and sound only once
 * it has made something of that: what waited for it would come late, all at once, and players keep a distance from what
 * once came late.
 */
class FlvToPackets implements TranscoderFormat {
  readonly arguments = [...INPUT, ...OUTPUT];
  readonly preamble: Buffer;
  private state: 'new' | 'starting' | 'ready' = 'new';
  /** Of the first unit behind the lead, in the time of the units. */
  private firstUs: number | undefined;
  private packets = 0;
  private rest: Buffer = Buffer.alloc(0);

  constructor({ config }: AudioTrack) {
    this.preamble = Buffer.concat([FLV_HEADER, flvTag(AAC_CONFIG, config, 0)]);
  }

  pack({ data }: MediaUnit, elapsedUs: number): Buffer | undefined {
    if (this.state === 'starting') return undefined;
    if (this.state === 'new') {
      this.state = 'starting';
      return Buffer.concat(Array.from({ length: LEAD_UNITS }, (_, index) => flvTag(AAC_FRAME, data, index)));
    }
    this.firstUs ??= elapsedUs;
    return flvTag(AAC_FRAME, data, Math.round((elapsedUs - this.firstUs + LEAD_US) / 1000));
  }

  *read(chunk: Buffer): Generator<TranscodedFrame> {
    this.state = 'ready';
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= PACKET_BYTES) {
      const data = Buffer.from(this.rest.subarray(0, PACKET_BYTES));
      this.rest = this.rest.subarray(PACKET_BYTES);
      const sinceLeadUs = this.packets++ * PACKET_MS * 1000 - PRE_SKIP_US - LEAD_US;
      if (this.firstUs !== undefined && sinceLeadUs >= -PRE_SKIP_US)
        yield { elapsedUs: this.firstUs + sinceLeadUs, data };
    }
  }
}

/** Adobe FLV 10.1 §E.4.1; `time` in milliseconds, 32 bits with the upper 8 last. */
const flvTag = (head: Buffer, data: Buffer, time: number): Buffer => {
  const length = head.length + data.length;
  const tag = Buffer.alloc(11 + length + 4);
  tag[0] = 8;
  tag.writeUIntBE(length, 1, 3);
  tag.writeUIntBE(time & 0xff_ffff, 4, 3);
  tag[7] = (time >>> 24) & 0xff;
  head.copy(tag, 11);
  data.copy(tag, 11 + head.length);
  tag.writeUInt32BE(11 + length, 11 + length);
  return tag;
};
