import { BitReader } from '../codecs/bit-reader.js';
import { MalformedMedia } from '../malformed-media.js';
import type { RtpPacket } from './rtp-packet.js';

/** Bits of the fields of an AU header (RFC 3640 §3.2.1); AAC-hbr has 13, 3, 3. */
export interface AacPayloadFormat {
  sizeLength: number;
  indexLength: number;
  indexDeltaLength: number;
}

export interface AudioFrame {
  /** 32 bits, in units of the RTP clock. */
  timestamp: number;
  data: Buffer;
}

const MAX_FRAME_BYTES = 8191;

/** RFC 3640 modes AAC-hbr and AAC-lbr: several frames a packet, or one over several packets. Frames are copies. */
export class AacDepacketizer {
  private fragments: Buffer[] = [];
  private missing = 0;

  /**
   * `frameTicks`: units of the RTP clock from one frame to the next.
   * @throws MalformedMedia
   */
  constructor(
    private readonly format: AacPayloadFormat,
    private readonly frameTicks: number,
    private readonly onFrame: (frame: AudioFrame) => void,
  ) {
    const { sizeLength, indexLength, indexDeltaLength } = format;
    const isSane =
      sizeLength >= 1 && [sizeLength, indexLength, indexDeltaLength].every((bits) => bits >= 0 && bits <= 16);
    if (!isSane) throw new MalformedMedia('AAC payload format');
  }

  lose(): void {
    this.fragments = [];
    this.missing = 0;
  }

  /** In sequence. What cannot be read is skipped. */
  push({ payload, timestamp }: RtpPacket): void {
    const sizes = this.readSizes(payload);
    if (!sizes) return this.lose();
    let at = 2 + Math.ceil(payload.readUInt16BE(0) / 8);
    if (sizes.length === 1 && sizes[0]! > payload.length - at) {
      return this.pushFragment(sizes[0]!, timestamp, payload.subarray(at));
    }
    this.lose();
    for (const [index, size] of sizes.entries()) {
      if (size === 0 || at + size > payload.length) return;
      this.onFrame({
        timestamp: (timestamp + index * this.frameTicks) >>> 0,
        data: Buffer.from(payload.subarray(at, at + size)),
      });
      at += size;
    }
  }

  /** Every fragment repeats the size of the whole frame. */
  private pushFragment(size: number, timestamp: number, fragment: Buffer): void {
    if (this.fragments.length === 0) this.missing = size;
    this.fragments.push(Buffer.from(fragment));
    this.missing -= fragment.length;
    if (this.missing > 0 && fragment.length > 0) return;
    const data = Buffer.concat(this.fragments);
    this.lose();
    if (data.length === size) this.onFrame({ timestamp, data });
  }

  private readSizes(payload: Buffer): number[] | undefined {
    if (payload.length < 3) return undefined;
    const { sizeLength, indexLength, indexDeltaLength } = this.format;
    let left = payload.readUInt16BE(0);
    const end = 2 + Math.ceil(left / 8);
    if (end > payload.length) return undefined;
    const bits = new BitReader(payload.subarray(2, end));
    const sizes: number[] = [];
    for (let header = sizeLength + indexLength; left >= header; header = sizeLength + indexDeltaLength) {
      const size = bits.bits(sizeLength);
      if (size > MAX_FRAME_BYTES) return undefined;
      sizes.push(size);
      bits.skip(header - sizeLength);
      left -= header;
    }
    return sizes.length > 0 ? sizes : undefined;
  }
}
