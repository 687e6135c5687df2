import {
  aacTrack,
  type AudioTrack,
  buildAudioSpecificConfig,
  buildOpusHead,
  type MediaUnit,
  OggWriter,
  opusDurationUs,
  parseOpusHead,
} from '#libs/media';
import {
  type AudioTranscoderOptions,
  FfmpegAudio,
  type TranscodedFrame,
  type TranscoderFormat,
} from './audio-transcoder.js';

const SAMPLE_RATE = 48_000;
const SAMPLES_A_FRAME = 1024;
const ADTS_HEADER_BYTES = 7;
const MAX_FRAME_BYTES = 8191;
/** Vendor `portal` and no comments, RFC 7845 §5.2. */
const OPUS_TAGS = Buffer.from('OpusTags\x06\0\0\0portal\0\0\0\0', 'latin1');

const INPUT = ['-fflags', 'nobuffer', '-f', 'ogg', '-i', 'pipe:0', '-vn'];
const OUTPUT = [
  ...['-af', 'aresample=async=1:first_pts=0', '-c:a', 'aac', '-b:a', '160k', '-ar', `${SAMPLE_RATE}`, '-ac', '2'],
  ...['-f', 'adts', '-flush_packets', '1', 'pipe:1'],
];

/** For relays, which know no Opus: stereo AAC-LC of 48 kHz. */
export class OpusToAac extends FfmpegAudio {
  /** What comes out. */
  readonly track: AudioTrack = aacTrack(buildAudioSpecificConfig(SAMPLE_RATE, 2));

  constructor(options: AudioTranscoderOptions) {
    super(options, (source) => new OggToAdts(source));
  }
}

class OggToAdts implements TranscoderFormat {
  readonly arguments = [...INPUT, ...OUTPUT];
  readonly preamble: Buffer;
  private readonly ogg = new OggWriter(1);
  private readonly preSkip: number;
  private rest: Buffer = Buffer.alloc(0);
  /** The encoder puts one frame before the first sample. */
  private frames = -1;

  constructor({ channels }: AudioTrack) {
    const head = buildOpusHead(channels);
    this.preSkip = parseOpusHead(head).preSkip;
    this.preamble = Buffer.concat([this.ogg.page(head, 0)!, this.ogg.page(OPUS_TAGS, 0)!]);
  }

  pack({ data }: MediaUnit, elapsedUs: number): Buffer | undefined {
    const end = Math.round(((elapsedUs + opusDurationUs(data)) * SAMPLE_RATE) / 1e6);
    return this.ogg.page(data, end + this.preSkip);
  }

  /** ADTS frames, ISO/IEC 14496-3 §1.A.2.2, without their headers; they have no times, but no gaps either. */
  *read(chunk: Buffer): Generator<TranscodedFrame> {
    this.rest = this.rest.length === 0 ? chunk : Buffer.concat([this.rest, chunk]);
    while (this.rest.length >= ADTS_HEADER_BYTES) {
      const length = (this.rest.readUIntBE(3, 3) >> 5) & MAX_FRAME_BYTES;
      if (this.rest.readUInt16BE(0) >> 4 !== 0xfff || length < ADTS_HEADER_BYTES) {
        this.rest = Buffer.alloc(0);
        return;
      }
      if (this.rest.length < length) return;
      const data = Buffer.from(this.rest.subarray(ADTS_HEADER_BYTES, length));
      this.rest = this.rest.subarray(length);
      yield { elapsedUs: (this.frames++ * SAMPLES_A_FRAME * 1e6) / SAMPLE_RATE, data };
    }
  }
}
