import { describe, expect, it } from 'vitest';
import { type AcceptedMedia, parseRtcp, parseRtpPacket } from '#libs/media';
import type { NativeWebRtc } from '../webrtc/native.js';
import type { Peer } from '../webrtc/peer.js';
import { AudioSender } from './whep-senders.js';

const CLOCK = { timeUs: 5_000_000, ntpUs: 4_000_000_000 * 1e6 };
const MEDIA = { media: { mid: 'a' }, codec: { payloadType: 111, parameters: '' } } as AcceptedMedia;

/** A sender whose packets go nowhere. */
const open = (): { sender: AudioSender; sent: Buffer[] } => {
  const sent: Buffer[] = [];
  const track = { onMessage: () => undefined, sendMessageBinary: (message: Buffer) => sent.push(message) > 0 };
  class Audio {
    addOpusCodec = (): void => undefined;
    addSSRC = (): void => undefined;
  }
  const peer = { addTrack: () => track } as unknown as Peer;
  return { sender: new AudioSender({ Audio } as unknown as NativeWebRtc, peer, MEDIA, () => undefined), sent };
};

describe('the sender of sound', () => {
  const reportOf = (timeUs: number, lagUs: number): number => {
    const { sender, sent } = open();
    expect(sender.send({ data: Buffer.from([0xfc]), timeUs, lagUs }, CLOCK)).toBe(true);
    const [report] = parseRtcp(sent[0]!);
    if (report?.type !== 'sender-report') throw new Error('no report before the first packet');
    expect(report.timestamp).toBe(parseRtpPacket(sent[1]!)!.timestamp);
    return report.ntpUs - CLOCK.ntpUs;
  };

  it('reports by the clock of the picture, whenever it leaves', () => {
    expect(Math.abs(reportOf(CLOCK.timeUs, 0))).toBeLessThan(2);
    expect(Math.abs(reportOf(CLOCK.timeUs - 250_000, 0) + 250_000)).toBeLessThan(2);
  });

  it('lets converted sound be heard as much later as it is told', () => {
    expect(Math.abs(reportOf(CLOCK.timeUs - 250_000, 60_000) + 190_000)).toBeLessThan(2);
  });
});
