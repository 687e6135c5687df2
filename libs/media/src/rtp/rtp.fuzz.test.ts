import { describe, expect, it } from 'vitest';
import { mutate, seededRandom } from '#libs/testing';
import { AacDepacketizer } from './aac-depacketizer.js';
import type { AccessUnit } from './access-unit.js';
import { H264Depacketizer } from './h264-depacketizer.js';
import { HevcDepacketizer } from './hevc-depacketizer.js';
import { H264Frames, HevcFrames } from './nal-frames.js';
import { ReorderBuffer } from './reorder-buffer.js';
import { buildNack, buildReceiverReport, buildRemb, buildSenderReport, parseRtcp } from './rtcp.js';
import { buildRtpPacket, parseRtpPacket } from './rtp-packet.js';
import { RtpTimeline } from './rtp-timeline.js';

const PAYLOADS = [
  [24, 0, 8, 0x67, 0x42, 0xc0, 0x1e, 0xd9, 0x00, 0xa0, 0x47, 0, 4, 0x68, 0xce, 0x3c, 0x80],
  [0x7c, 0x85, 1, 2, 3],
  [0x7c, 0x45, 4],
  [0x61, 1],
  [48 << 1, 1, 0, 3, 0x40, 1, 1, 0, 3, 0x42, 1, 2],
  [49 << 1, 1, 0x93, 1, 2],
  [0, 32, 0, 2 << 3, 0, 1 << 3, 7, 8, 9],
];

describe('RTP of anybody', () => {
  it('is read or left, whatever it is', () => {
    const random = seededRandom(11);
    let now = 0;
    const [h264, hevc] = [new H264Frames(), new HevcFrames()];
    const units: AccessUnit[] = [];
    const take = (frames: H264Frames | HevcFrames) => (unit: AccessUnit) => {
      units.push(unit);
      frames.read(unit.nalUnits);
    };
    const readers = [
      new H264Depacketizer(take(h264)),
      new HevcDepacketizer(take(hevc)),
      new AacDepacketizer({ sizeLength: 13, indexLength: 3, indexDeltaLength: 3 }, 1024, () => undefined),
    ];
    const clock = new RtpTimeline(() => now).addTrack(90_000);
    let held = 0;
    const buffer = new ReorderBuffer({
      now: () => now,
      onPacket: (packet) => {
        held++;
        for (const reader of readers) reader.push(packet);
        expect(clock.microseconds(packet.timestamp)).toBeGreaterThanOrEqual(0);
      },
      onLoss: () => readers.forEach((reader) => reader.lose()),
      onMissing: (sequences) => expect(sequences.length).toBeLessThanOrEqual(64),
    });
    for (let round = 0; round < 20_000; round++) {
      now += random.below(20);
      const payload = Buffer.from(PAYLOADS[random.below(PAYLOADS.length)]!);
      const sequence = random.below(10) > 0 ? round & 0xffff : random.below(65_536);
      const timestamp = random.below(10) > 0 ? round * 1000 : random.below(2 ** 32);
      const packet = { payloadType: 96, isMarked: random.below(2) === 0, sequence, timestamp, ssrc: 1, payload };
      const parsed = parseRtpPacket(mutate(buildRtpPacket(packet), random));
      if (parsed) buffer.push(parsed);
    }
    expect(held).toBeGreaterThan(1000);
    expect(units.length).toBeGreaterThan(1000);
  });

  it('goes for RTCP too', () => {
    const random = seededRandom(13);
    const report = {
      ssrc: 1,
      fractionLost: 0,
      lost: 0,
      highestSequence: 9,
      jitter: 0,
      lastReport: 0,
      sinceLastReport: 0,
    };
    const compound = Buffer.concat([
      buildSenderReport(1, { ntpUs: 4e15, timestamp: 1, packets: 1, bytes: 1 }),
      buildReceiverReport(1, [report, report]),
      buildNack(1, 2, [1, 2, 3, 400]),
      buildRemb(1, [1, 2], 1e6),
    ]);
    for (let round = 0; round < 5000; round++)
      for (const packet of parseRtcp(mutate(compound, random))) expect(packet.type).toBeTypeOf('string');
  });
});
