import { describe, expect, it } from 'vitest';
import { buildFir, buildNack, buildPli, buildReceiverReport, buildRemb, buildSenderReport, parseRtcp } from './rtcp.js';

describe('RTCP', () => {
  it('is the same after being written and read, also in one compound packet', () => {
    const report = {
      ssrc: 9,
      fractionLost: 3,
      lost: -2,
      highestSequence: 0x0001_ffff,
      jitter: 12,
      lastReport: 0xdead_beef,
      sinceLastReport: 65_536,
    };
    const compound = Buffer.concat([
      buildReceiverReport(1, [report]),
      buildNack(1, 9, [65_530, 65_535, 3, 20]),
      buildPli(1, 9),
      buildFir(1, 9, 4),
      buildRemb(1, [9], 6_000_000),
    ]);
    expect(parseRtcp(compound)).toEqual([
      { type: 'receiver-report', sender: 1, reports: [report] },
      { type: 'nack', sender: 1, media: 9, sequences: [65_530, 65_535, 3, 20] },
      { type: 'pli', sender: 1, media: 9 },
      { type: 'fir', sender: 1, media: 9 },
      { type: 'remb', sender: 1, sources: [9], bitsPerSecond: expect.closeTo(6_000_000, -2) },
    ]);
  });

  it('asks for packets with one block for every seventeen in a row', () => {
    const inARow = Array.from({ length: 34 }, (_, index) => (65_520 + index) & 0xffff);
    const nack = buildNack(1, 9, inARow);
    expect(nack).toHaveLength(12 + 2 * 4);
    expect(parseRtcp(nack)).toMatchObject([{ sequences: inARow }]);
  });

  it('tells NTP time to the microsecond', () => {
    const report = { ntpUs: 3_900_000_000_123_456, timestamp: 0xffff_ffff, packets: 5, bytes: 600 };
    expect(parseRtcp(buildSenderReport(8, report))).toMatchObject([
      { type: 'sender-report', sender: 8, timestamp: 0xffff_ffff, ntpUs: expect.closeTo(3_900_000_000_123_456, -1) },
    ]);
  });

  it('is read as far as it is whole', () => {
    const compound = Buffer.concat([buildPli(1, 9), buildPli(1, 10)]);
    for (let length = 0; length < compound.length; length++)
      expect(parseRtcp(compound.subarray(0, length))).toHaveLength(length < 12 ? 0 : 1);
  });
});
