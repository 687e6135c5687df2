import { MalformedMedia } from '../malformed-media.js';

/** Big-endian bit fields; reading past the end throws MalformedMedia. */
export class BitReader {
  private position = 0;

  constructor(private readonly bytes: Buffer) {}

  /** `count` 0..32. */
  bits(count: number): number {
    if (this.position + count > this.bytes.length * 8) throw new MalformedMedia('bit field');
    let value = 0;
    for (let left = count; left > 0;) {
      const offset = this.position & 7;
      const take = Math.min(8 - offset, left);
      const chunk = (this.bytes[this.position >> 3]! >> (8 - offset - take)) & ((1 << take) - 1);
      value = value * 2 ** take + chunk;
      this.position += take;
      left -= take;
    }
    return value;
  }

  flag(): boolean {
    return this.bits(1) === 1;
  }

  skip(count: number): void {
    this.position += count;
    if (this.position > this.bytes.length * 8) throw new MalformedMedia('bit field');
  }

  /** Unsigned Exp-Golomb, ITU-T H.264 §9.1; also AV1's uvlc. */
  ue(): number {
    let zeros = 0;
    while (!this.flag()) if (++zeros > 31) throw new MalformedMedia('Exp-Golomb code');
    return 2 ** zeros - 1 + this.bits(zeros);
  }

  /** Signed Exp-Golomb, ITU-T H.264 §9.1.1. */
  se(): number {
    const code = this.ue();
    return code & 1 ? (code + 1) / 2 : -code / 2;
  }
}
