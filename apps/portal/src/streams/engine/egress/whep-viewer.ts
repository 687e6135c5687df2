import { randomInt } from 'node:crypto';
import {
  type AcceptedMedia,
  buildRtpPacket,
  buildSenderReport,
  parseRtcp,
  type VideoTrack,
  type WebRtcOffer,
} from '#libs/media';
import type { PublishEnd } from '../publishing.js';
import type { NativeTrack, NativeWebRtc } from '../webrtc/native.js';
import { Peer, type PeerConfig } from '../webrtc/peer.js';
import type { WebRtcSession, WebRtcTimes } from '../webrtc/session.js';
import type { FeedViewer, WhepFeed } from './whep-feed.js';

interface WhepViewerOptions {
  id: string;
  times: WebRtcTimes;
  feed: WhepFeed;
  onEnd: () => void;
}

/** How one viewer is doing. */
export interface ViewerStats {
  /** Of media, before packets are made of it. */
  bytes: number;
  /** Units it did not get: before its first key frame, B-frames, and what could not be sent. */
  dropped: number;
  /** Key frames it asked for. */
  keyFrameRequests: number;
}

const CLOCK = { video: 90_000, audio: 48_000 };
const MAX_PAYLOAD_BYTES = 1180;
/** What can be sent again, in packets: about three seconds of 3 Mbit/s. */
const RESEND_PACKETS = 1024;
const REPORT_MS = 1000;
/** From 1900 to 1970. */
const NTP_EPOCH_US = 2_208_988_800 * 1e6;

/** One viewer by WHEP: video packets are made by the native engine, those of Opus, which are one a frame, here. */
export class WhepViewer implements FeedViewer, WebRtcSession {
  readonly id: string;
  readonly stats: ViewerStats = { bytes: 0, dropped: 0, keyFrameRequests: 0 };
  readonly since = new Date();
  private peer: Peer | undefined;
  private video: VideoSender | undefined;
  private audio: AudioSender | undefined;
  private codec: VideoTrack['codec'] | undefined;
  private needsKey = true;
  private startedAt = performance.now();
  private lastRtcpAt = 0;
  private lastSentAt = 0;
  private isOver = false;

  constructor(private readonly options: WhepViewerOptions) {
    this.id = options.id;
  }

  /**
   * Resolves to the answer.
   * @throws DomainError webrtc.offer_invalid
   */
  async connect(
    config: PeerConfig,
    offer: WebRtcOffer,
    accepted: readonly AcceptedMedia[],
    video: VideoTrack | undefined,
  ): Promise<string> {
    const peer = new Peer(config, offer, (state) => this.onPeerChange(state));
    this.peer = peer;
    this.codec = video?.codec;
    const onRtcp = (message: Buffer): void => this.receive(message);
    try {
      for (const media of accepted)
        if (media.media.kind === 'video') this.video = new VideoSender(config.native, peer, media, onRtcp);
        else this.audio = new AudioSender(config.native, peer, media, onRtcp);
      return await peer.answer(accepted);
    } catch (error) {
      this.close('left');
      throw error;
    }
  }

  get isConnected(): boolean {
    return this.peer?.isConnected ?? false;
  }

  get ufrag(): string | undefined {
    return this.peer?.ufrag;
  }

  addCandidates: WebRtcSession['addCandidates'] = (candidates) => this.peer?.addCandidates(candidates);

  begin(video: VideoTrack | undefined): void {
    this.needsKey = true;
    // Another codec was agreed on: the player has to ask anew.
    if (video && this.codec && video.codec !== this.codec) this.close('left');
  }

  writeVideo({ data, isKey, isBFrame, timeUs }: Parameters<FeedViewer['writeVideo']>[0]): void {
    if (!this.video || !this.peer?.isConnected) return;
    if (isBFrame || (this.needsKey && !isKey)) return void this.stats.dropped++;
    this.needsKey = !this.video.send(data, timeUs);
    this.count(!this.needsKey, data);
  }

  writeAudio(data: Buffer, timeUs: number): void {
    if (!this.audio || !this.peer?.isConnected || (this.video && this.needsKey)) return;
    this.count(this.audio.send(data, timeUs, this.video?.clock), data);
  }

  end(): void {
    this.close('left');
  }

  check(now: number): void {
    const { connectMs, viewerSilentMs } = this.options.times;
    if (!this.peer?.isConnected) {
      if (now - this.startedAt >= connectMs) this.close('left');
      return;
    }
    // Who gets nothing has nothing to report.
    if (this.lastSentAt - Math.max(this.lastRtcpAt, this.startedAt) >= viewerSilentMs) this.close('silent');
  }

  close(_reason: PublishEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    this.options.feed.remove(this);
    this.peer?.close();
    this.options.onEnd();
  }

  private count(isSent: boolean, data: Buffer): void {
    if (!isSent) return void this.stats.dropped++;
    this.stats.bytes += data.length;
    this.lastSentAt = performance.now();
  }

  private receive(message: Buffer): void {
    this.lastRtcpAt = performance.now();
    for (const { type } of parseRtcp(message)) {
      if (type !== 'pli' && type !== 'fir') continue;
      this.stats.keyFrameRequests++;
      this.options.feed.requestKeyFrame();
    }
  }

  private onPeerChange(state: 'connected' | 'gone'): void {
    if (state === 'gone') return this.close('left');
    this.startedAt = performance.now();
    this.options.feed.requestKeyFrame();
  }
}

/** How media time and wall clock lie to each other at this sender. */
interface SenderClock {
  timeUs: number;
  /** Microseconds since 1900. */
  ntpUs: number;
}

class VideoSender {
  clock: SenderClock | undefined;
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
      this.clock = { timeUs, ntpUs: ntpNow() };
      return this.track.sendMessageBinary(data);
    } catch {
      return false;
    }
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

class AudioSender {
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
  send(payload: Buffer, timeUs: number, clock: SenderClock | undefined): boolean {
    try {
      const timestamp = rtpTime(this.base, timeUs, CLOCK.audio);
      this.report(timestamp, timeUs, clock ?? { timeUs, ntpUs: ntpNow() });
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

  private report(timestamp: number, timeUs: number, clock: SenderClock): void {
    const now = performance.now();
    if (now - this.lastReportAt < REPORT_MS) return;
    this.lastReportAt = now;
    const ntpUs = clock.ntpUs + (timeUs - clock.timeUs);
    this.track.sendMessageBinary(buildSenderReport(this.ssrc, { ntpUs, timestamp, ...this.sent }));
  }
}

const ntpNow = (): number => NTP_EPOCH_US + Date.now() * 1000;

const rtpTime = (base: number, timeUs: number, clockRate: number): number =>
  (base + Math.round((timeUs * clockRate) / 1e6)) % 2 ** 32;
