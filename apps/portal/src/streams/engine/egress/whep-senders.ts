import { randomInt } from 'node:crypto';
import { type AcceptedMedia, buildRtpPacket, buildSenderReport } from '#libs/media';
import type { NativeTrack, NativeWebRtc } from '../webrtc/native.js';
import type { Peer } from '../webrtc/peer.js';

const CLOCK = { video: 90_000, audio: 48_000 };
const MAX_PAYLOAD_BYTES = 1180;
/** What can be sent again, in packets: about three seconds of 3 Mbit/s. */
const RESEND_PACKETS = 1024;
const REPORT_MS = 1000;
/** From 1900 to 1970. */
const NTP_EPOCH_US = 2_208_988_800 * 1e6;

/** How media time and wall clock lie to each other at this sender. */
export interface SenderClock {
  timeUs: number;
  /** Microseconds since 1900. */
  ntpUs: number;
}

/** An Opus packet to be heard `lagUs` after the picture of the same time. */
interface SoundUnit {
  data: Buffer;
  timeUs: number;
  lagUs: number;
}

/** Packets are made, sent again and reported on by the native engine. */
export class VideoSender {
  clock: SenderClock | undefined;
  private clockAt = -Infinity;
  private readonly track: NativeTrack;
  private readonly config: InstanceType<NativeWebRtc['RtpPacketizationConfig']>;
  private readonly base = randomInt(2 ** 32);
  /** The engine holds handlers weakly. */
  private readonly handlers: unknown[];

  constructor(native: NativeWebRtc, peer: Peer, { media, codec }: AcceptedMedia, onRtcp: (message: Buffer) => void) {
    const described = new native.Video(media.mid, 'SendOnly');
    if (codec.encoding === 'H264') described.addH264Codec(codec.payloadType, codec.parameters);
    else described.addVideoCodec(codec.payloadType, codec.encoding, codec.parameters);
    const ssrc = randomInt(1, 2 ** 32);
    described.addSSRC(ssrc, 'portal', 'portal', 'video');
    this.track = peer.addTrack(described);
    this.config = new native.RtpPacketizationConfig(ssrc, 'portal', codec.payloadType, CLOCK.video);
    const packetizer = newPacketizer(native, codec.encoding, this.config);
    this.handlers = [packetizer, new native.RtcpSrReporter(this.config), new native.RtcpNackResponder(RESEND_PACKETS)];
    for (const handler of this.handlers.slice(1)) packetizer.addToChain(handler as typeof packetizer);
    this.track.setMediaHandler(packetizer);
    this.track.onMessage(onRtcp);
  }

  send(data: Buffer, timeUs: number): boolean {
    try {
      this.config.timestamp = rtpTime(this.base, timeUs, CLOCK.video);
      this.setClock(timeUs);
      return this.track.sendMessageBinary(data);
    } catch {
      return false;
    }
  }

  /** By the frames the engine reports on, so that what it says and what is said of the sound are off by the same when they came late. */
  private setClock(timeUs: number): void {
    const now = performance.now();
    if (now - this.clockAt < REPORT_MS) return;
    this.clockAt = now;
    this.clock = { timeUs, ntpUs: ntpNow() };
  }
}

const newPacketizer = (
  native: NativeWebRtc,
  encoding: string,
  config: InstanceType<NativeWebRtc['RtpPacketizationConfig']>,
) => {
  if (encoding === 'H264') return new native.H264RtpPacketizer('Length', config, MAX_PAYLOAD_BYTES);
  if (encoding === 'H265') return new native.H265RtpPacketizer('Length', config, MAX_PAYLOAD_BYTES);
  return new native.AV1RtpPacketizer('TemporalUnit', config, MAX_PAYLOAD_BYTES);
};

/** Opus is one packet a frame; reports are ours. */
export class AudioSender {
  private readonly track: NativeTrack;
  private readonly ssrc = randomInt(1, 2 ** 32);
  private readonly base = randomInt(2 ** 32);
  private readonly payloadType: number;
  private sequence = randomInt(2 ** 16);
  private sent = { packets: 0, bytes: 0 };
  private lastReportAt = -Infinity;

  constructor(native: NativeWebRtc, peer: Peer, { media, codec }: AcceptedMedia, onRtcp: (message: Buffer) => void) {
    const described = new native.Audio(media.mid, 'SendOnly');
    described.addOpusCodec(codec.payloadType, codec.parameters);
    described.addSSRC(this.ssrc, 'portal', 'portal', 'audio');
    this.payloadType = codec.payloadType;
    this.track = peer.addTrack(described);
    this.track.onMessage(onRtcp);
  }

  /** Reports follow the clock of the video, because sound that was converted leaves later than the picture it belongs to. */
  send({ data: payload, timeUs, lagUs }: SoundUnit, clock: SenderClock | undefined): boolean {
    try {
      const timestamp = rtpTime(this.base, timeUs, CLOCK.audio);
      const { timeUs: since, ntpUs } = clock ?? { timeUs, ntpUs: ntpNow() };
      this.report(timestamp, ntpUs + (timeUs - since) + lagUs);
      this.sequence = (this.sequence + 1) & 0xffff;
      this.sent.packets++;
      this.sent.bytes += payload.length;
      const { payloadType, sequence, ssrc } = this;
      return this.track.sendMessageBinary(
        buildRtpPacket({ payloadType, isMarked: false, sequence, timestamp, ssrc, payload }),
      );
    } catch {
      return false;
    }
  }

  private report(timestamp: number, ntpUs: number): void {
    const now = performance.now();
    if (now - this.lastReportAt < REPORT_MS) return;
    this.lastReportAt = now;
    this.track.sendMessageBinary(buildSenderReport(this.ssrc, { ntpUs, timestamp, ...this.sent }));
  }
}

const ntpNow = (): number => NTP_EPOCH_US + Date.now() * 1000;

const rtpTime = (base: number, timeUs: number, clockRate: number): number =>
  (base + Math.round((timeUs * clockRate) / 1e6)) % 2 ** 32;
