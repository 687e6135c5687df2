import { describe, expect, it } from 'vitest';
import { OggWriter } from './ogg-writer.js';

describe('Ogg', () => {
  it.each([0, 1, 254, 255, 256, 510, 5000])('has a page for a packet of %i bytes, which ends in it', (length) => {
    const writer = new OggWriter(9);
    const packet = Buffer.alloc(length, 7);
    const [first, second] = [writer.page(packet, 0)!, writer.page(packet, 960)!];
    expect([first[5], second[5]]).toEqual([2, 0]);
    expect([first, second].map((page) => page.readUInt32LE(18))).toEqual([0, 1]);
    expect(second.readBigInt64LE(6)).toBe(960n);

    const sizes = second.subarray(27, 27 + second[26]!);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(length);
    expect(sizes.at(-1)).toBeLessThan(255);
    expect(second.subarray(27 + sizes.length)).toEqual(packet);
  });

  it('has the checksum of RFC 3533', () => {
    const page = new OggWriter(0x0403_0201).page(Buffer.from('OpusHead'), 0)!;
    expect(page.subarray(22, 26).toString('hex')).toBe(checksumByBits(page));
  });

  it('has no page for a packet that needs several', () => {
    expect(new OggWriter(1).page(Buffer.alloc(65_000), 0)).toBeUndefined();
  });
});

/** The same, a bit at a time. */
const checksumByBits = (page: Buffer): string => {
  const cleared = Buffer.from(page).fill(0, 22, 26);
  let crc = 0n;
  for (const byte of cleared) {
    crc ^= BigInt(byte) << 24n;
    for (let bit = 0; bit < 8; bit++) crc = ((crc << 1n) ^ (crc & 0x8000_0000n ? 0x04c1_1db7n : 0n)) & 0xffff_ffffn;
  }
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(Number(crc));
  return bytes.toString('hex');
};
