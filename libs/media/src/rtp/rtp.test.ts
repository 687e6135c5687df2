import { describe, expect, it } from 'vitest';
import { AacDepacketizer, type AudioFrame } from './aac-depacketizer.js';
import type { AccessUnit } from './access-unit.js';
import { H264Depacketizer } from './h264-depacketizer.js';
import { HevcDepacketizer } from './hevc-depacketizer.js';
import { buildRtpPacket, parseRtpPacket, type RtpPacket, sequenceDistance } from './rtp-packet.js';

const packet = (sequence: number, payload: number[], more: Partial<RtpPacket> = {}): RtpPacket => ({
  payloadType: 96,
  isMarked: false,
  sequence,
  timestamp: 1000,
  ssrc: 7,
  payload: Buffer.from(payload),
  ...more,
});

describe('an RTP packet', () => {
  it('is the same after being written and read', () => {
    const sent = packet(65_535, [1, 2, 3], { isMarked: true, timestamp: 0xffff_fff0 });
    expect(parseRtpPacket(buildRtpPacket(sent))).toEqual(sent);
  });

  it('is read without its sources, extension and padding', () => {
    const plain = buildRtpPacket(packet(1, [9, 9]));
    const header = Buffer.from(plain.subarray(0, 12));
    header[0] = 0x80 | 0x20 | 0x10 | 1;
    const extension = Buffer.from([0xbe, 0xde, 0, 1, 1, 2, 3, 4]);
    const whole = Buffer.concat([header, Buffer.alloc(4, 5), extension, Buffer.from([9, 9, 0, 0, 3])]);
    expect(parseRtpPacket(whole)?.payload).toEqual(Buffer.from([9, 9]));
  });

  it('is refused when it is cut anywhere in its header or lies about its padding', () => {
    const whole = buildRtpPacket(packet(1, []));
    for (let length = 0; length < whole.length; length++)
      expect(parseRtpPacket(whole.subarray(0, length))).toBeUndefined();
    const liar = Buffer.concat([whole, Buffer.from([200])]);
    liar[0] = 0xa0;
    expect(parseRtpPacket(liar)).toBeUndefined();
  });

  it('is ahead of another across the wrap of its sequence number', () => {
    expect(sequenceDistance(65_535, 1)).toBe(2);
    expect(sequenceDistance(1, 65_535)).toBe(-2);
  });
});

describe('H.264 in RTP', () => {
  const collect = (): { units: AccessUnit[]; depacketizer: H264Depacketizer } => {
    const units: AccessUnit[] = [];
    return { units, depacketizer: new H264Depacketizer((unit) => units.push(unit)) };
  };

  it('is put together from single units, an aggregate and fragments', () => {
    const { units, depacketizer } = collect();
    depacketizer.push(packet(1, [24, 0, 2, 0x67, 1, 0, 2, 0x68, 2]));
    depacketizer.push(packet(2, [0x06, 5]));
    depacketizer.push(packet(3, [0x7c, 0x85, 1, 2]));
    depacketizer.push(packet(4, [0x7c, 0x05, 3]));
    depacketizer.push(packet(5, [0x7c, 0x45, 4], { isMarked: true }));
    const nalUnits = [
      [0x67, 1],
      [0x68, 2],
      [0x06, 5],
      [0x65, 1, 2, 3, 4],
    ].map((bytes) => Buffer.from(bytes));
    expect(units).toEqual([{ timestamp: 1000, isBroken: false, nalUnits }]);
  });

  it('ends a unit at a new timestamp when the marker is missing', () => {
    const { units, depacketizer } = collect();
    depacketizer.push(packet(1, [0x61, 1]));
    depacketizer.push(packet(2, [0x61, 2], { timestamp: 4000, isMarked: true }));
    expect(units.map(({ timestamp, isBroken }) => [timestamp, isBroken])).toEqual([
      [1000, false],
      [4000, false],
    ]);
  });

  it('marks the units on both sides of a loss broken, and no others', () => {
    const { units, depacketizer } = collect();
    depacketizer.push(packet(1, [0x7c, 0x81, 1]));
    depacketizer.lose();
    depacketizer.push(packet(4, [0x61, 2], { timestamp: 4000, isMarked: true }));
    depacketizer.push(packet(5, [0x61, 3], { timestamp: 7000, isMarked: true }));
    expect(units.map(({ isBroken }) => isBroken)).toEqual([true, false]);
  });

  it('marks a unit broken whose aggregate lies about a length', () => {
    const { units, depacketizer } = collect();
    depacketizer.push(packet(1, [24, 0, 2, 0x67, 1, 0, 9, 0x68], { isMarked: true }));
    expect(units).toMatchObject([{ isBroken: true, nalUnits: [Buffer.from([0x67, 1])] }]);
  });
});

describe('HEVC in RTP', () => {
  it('is put together from single units, an aggregate and fragments', () => {
    const units: AccessUnit[] = [];
    const depacketizer = new HevcDepacketizer((unit) => units.push(unit));
    depacketizer.push(packet(1, [48 << 1, 1, 0, 3, 0x40, 1, 1, 0, 3, 0x42, 1, 2]));
    depacketizer.push(packet(2, [0x4e, 1, 5]));
    depacketizer.push(packet(3, [49 << 1, 1, 0x80 | 19, 1, 2]));
    depacketizer.push(packet(4, [49 << 1, 1, 0x40 | 19, 3], { isMarked: true }));
    const nalUnits = [
      [0x40, 1, 1],
      [0x42, 1, 2],
      [0x4e, 1, 5],
      [0x26, 1, 1, 2, 3],
    ].map((bytes) => Buffer.from(bytes));
    expect(units).toEqual([{ timestamp: 1000, isBroken: false, nalUnits }]);
  });
});

describe('AAC in RTP', () => {
  const HBR = { sizeLength: 13, indexLength: 3, indexDeltaLength: 3 };
  const collect = (): { frames: AudioFrame[]; depacketizer: AacDepacketizer } => {
    const frames: AudioFrame[] = [];
    return { frames, depacketizer: new AacDepacketizer(HBR, 1024, (frame) => frames.push(frame)) };
  };

  it('gives every frame of a packet its time', () => {
    const { frames, depacketizer } = collect();
    depacketizer.push(packet(1, [0, 32, 0, 2 << 3, 0, 1 << 3, 7, 8, 9], { timestamp: 0xffff_ffff }));
    expect(frames).toEqual([
      { timestamp: 0xffff_ffff, data: Buffer.from([7, 8]) },
      { timestamp: 1023, data: Buffer.from([9]) },
    ]);
  });

  it('puts a frame of several packets together', () => {
    const { frames, depacketizer } = collect();
    depacketizer.push(packet(1, [0, 16, 0, 4 << 3, 1, 2]));
    depacketizer.push(packet(2, [0, 16, 0, 4 << 3, 3, 4], { isMarked: true }));
    expect(frames).toEqual([{ timestamp: 1000, data: Buffer.from([1, 2, 3, 4]) }]);
  });

  it('skips a packet that lies about its sizes', () => {
    const { frames, depacketizer } = collect();
    depacketizer.push(packet(1, [0, 32, 0, 2 << 3, 0, 200, 7]));
    depacketizer.push(packet(2, [0xff, 0xff, 0, 8, 7]));
    depacketizer.push(packet(3, [0, 16, 0, 1 << 3, 7]));
    expect(frames.map(({ data }) => data)).toEqual([Buffer.from([7])]);
  });

  it('refuses a format without sizes, which would never end', () => {
    const format = { sizeLength: 0, indexLength: 0, indexDeltaLength: 0 };
    expect(() => new AacDepacketizer(format, 1024, () => undefined)).toThrow('AAC payload format');
  });
});
