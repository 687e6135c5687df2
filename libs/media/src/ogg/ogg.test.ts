import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '#libs/testing';
import { OggReader } from './ogg-reader.js';
import { OggWriter } from './ogg-writer.js';

const PACKETS = [0, 1, 254, 255, 256, 510, 5000].map((length, index) => Buffer.alloc(length, index + 1));

const write = (): Buffer => {
  const writer = new OggWriter(9);
  return Buffer.concat(PACKETS.map((packet, index) => writer.page(packet, index * 960)!));
};

describe('Ogg', () => {
  it('gives back the packets that were written, wherever the chunks end', () => {
    const pages = write();
    const expected = PACKETS.map((data, index) => ({ data, followers: 0, granule: index * 960 }));
    expect([...new OggReader().read(pages)]).toEqual(expected);
    for (let cut = 0; cut < pages.length; cut += 211) {
      const reader = new OggReader();
      expect([...reader.read(pages.subarray(0, cut)), ...reader.read(pages.subarray(cut))]).toEqual(expected);
    }
  });

  it('has the checksum of RFC 3533', () => {
    const page = new OggWriter(0x0403_0201).page(Buffer.from('OpusHead'), 0)!;
    expect(page.subarray(22, 26).toString('hex')).toBe(checksumByBits(page));
  });

  it('gives packets of one page their place, and joins one that goes over pages', () => {
    const header = (flags: number, segments: number[], body: Buffer): Buffer => {
      const page = Buffer.alloc(27 + segments.length);
      page.write('OggS');
      page[5] = flags;
      page.writeBigInt64LE(100n, 6);
      page[26] = segments.length;
      Buffer.from(segments).copy(page, 27);
      return Buffer.concat([page, body]);
    };
    const first = header(0, [1, 2, 255], Buffer.alloc(258, 1));
    const second = header(1, [3], Buffer.alloc(3, 2));
    const packets = [...new OggReader().read(Buffer.concat([Buffer.from('noise'), first, second]))];
    expect(packets.map(({ data, followers }) => [data.length, followers])).toEqual([
      [1, 1],
      [2, 0],
      [258, 0],
    ]);
  });

  it('has no page for a packet that needs several', () => {
    expect(new OggWriter(1).page(Buffer.alloc(65_000), 0)).toBeUndefined();
  });

  it('is read, whatever it is', () => {
    const random = seededRandom(7);
    for (let round = 0; round < 500; round++)
      for (const { data } of new OggReader().read(mutate(write(), random))) expect(data.length).toBeLessThan(2 ** 17);
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
