import { type AudioTrack, type MediaUnit, OggReader, opusDurationUs, parseOpusHead } from '#libs/media';
import {
  type AudioTranscoderOptions,
  FfmpegAudio,
  type TranscodedFrame,
  type TranscoderFormat,
} from './audio-transcoder.js';

const FLV_HEADER = Buffer.from([0x46, 0x4c, 0x56, 1, 4, 0, 0, 0, 9, 0, 0, 0, 0]);
const AAC_CONFIG = Buffer.from([0xaf, 0]);
const AAC_FRAME = Buffer.from([0xaf, 1]);

const INPUT = ['-probesize', '32', '-analyzeduration', '0', '-fflags', 'nobuffer', '-f', 'flv', '-i', 'pipe:0', '-vn'];
/** Gaps become silence, so that sound and clock stay together; frames of 20 ms in pages of their own. */
const OUTPUT = [
  ...['-af', 'aresample=async=1:first_pts=0', '-c:a', 'libopus', '-b:a', '128k', '-ar', '48000', '-ac', '2'],
  ...['-application', 'audio', '-frame_duration', '20', '-f', 'ogg', '-page_duration', '20000', '-flush_packets', '1'],
  'pipe:1',
];

/** For viewers by WebRTC, which knows no AAC: stereo Opus of 48 kHz. */
export class AacToOpus extends FfmpegAudio {
  constructor(options: AudioTranscoderOptions) {
    super(options, (source) => new FlvToOgg(source));
  }
}

/** FLV goes in because it carries timestamps and needs no seeking. */
class FlvToOgg implements TranscoderFormat {
  readonly arguments = [...INPUT, ...OUTPUT];
  readonly preamble: Buffer;
  private readonly ogg = new OggReader();
  private preSkip = 0;

  constructor({ config }: AudioTrack) {
    this.preamble = Buffer.concat([FLV_HEADER, flvTag(Buffer.concat([AAC_CONFIG, config]), 0)]);
  }

  pack({ data }: MediaUnit, elapsedUs: number): Buffer {
    return flvTag(Buffer.concat([AAC_FRAME, data]), Math.round(elapsedUs / 1000));
  }

  *read(chunk: Buffer): Generator<TranscodedFrame> {
    for (const { data, granule, followers } of this.ogg.read(chunk)) {
      if (isHeader(data)) {
        if (data.length >= 19 && data.toString('latin1', 0, 8) === 'OpusHead')
          this.preSkip = parseOpusHead(data).preSkip;
        continue;
      }
      const duration = opusDurationUs(data);
      yield { elapsedUs: ((granule - this.preSkip) * 1e6) / 48_000 - (followers + 1) * duration, data };
    }
  }
}

const isHeader = (packet: Buffer): boolean => packet.toString('latin1', 0, 4) === 'Opus';

/** Adobe FLV 10.1 §E.4.1; `time` in milliseconds, 32 bits with the upper 8 last. */
const flvTag = (body: Buffer, time: number): Buffer => {
  const tag = Buffer.alloc(11 + body.length + 4);
  tag[0] = 8;
  tag.writeUIntBE(body.length, 1, 3);
  tag.writeUIntBE(time & 0xff_ffff, 4, 3);
  tag[7] = (time >>> 24) & 0xff;
  body.copy(tag, 11);
  tag.writeUInt32BE(11 + body.length, 11 + body.length);
  return tag;
};
