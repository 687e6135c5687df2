import {
  buildNack,
  buildPli,
  buildReceiverReport,
  buildRemb,
  isRtcp,
  parseRtcp,
  parseRtpPacket,
  ReorderBuffer,
  type RtpPacket,
} from '#libs/media';
import type { NativeTrack } from '../webrtc/native.js';
import type { RtpTrack } from './rtp-tracks.js';

export interface WhipReceiverOptions {
  /** Without a media handler: RTP and RTCP as they are on the wire. */
  native: NativeTrack;
  track: RtpTrack;
  payloadType: number;
  clockRate: number;
  /** Told to the sender as its limit. */
  maxBitsPerSecond: number;
  onRtp: () => void;
  /** Something could not be read; an error thrown into the native engine would end the process. */
  onFault: (error: unknown) => void;
}

/** Our SSRC in reports; it need only differ from the sender's. */
const OWN_SSRC = 1;
const REPORT_MS = 1000;
/** A source that is silent for so long may be replaced by another. */
const SOURCE_SILENT_MS = 1000;
/** Key frames are large: one wish in so long is enough. */
const MIN_KEY_FRAME_MS = 500;

/** One track of a WHIP publisher: puts its packets in order, asks for the lost, and reports as RFC 3550 wants it. */
export class WhipReceiver {
  readonly stats = { packets: 0, bytes: 0, nacks: 0, keyFrameRequests: 0 };
  private readonly now = (): number => performance.now();
  private reorder = this.newReorderBuffer();
  private ssrc: number | undefined;
  private lastRtpAt = 0;
  private lastReportAt = 0;
  private lastKeyFrameAt = -Infinity;
  private senderReport = { shortNtp: 0, at: 0 };
  private firstSequence = 0;
  private before = { expected: 0, received: 0 };
  private jitter = 0;
  private transit: number | undefined;

  constructor(private readonly options: WhipReceiverOptions) {
    options.native.onMessage((message) => {
      try {
        this.receive(message);
      } catch (error) {
        options.onFault(error);
      }
    });
  }

  /** From time to time. */
  check(): void {
    if (this.ssrc === undefined || this.now() - this.lastReportAt < REPORT_MS) return;
    this.lastReportAt = this.now();
    this.send(this.report(this.ssrc));
    if (this.options.track.kind === 'video') this.send(buildRemb(OWN_SSRC, [this.ssrc], this.options.maxBitsPerSecond));
  }

  requestKeyFrame(): void {
    if (this.ssrc === undefined || this.now() - this.lastKeyFrameAt < MIN_KEY_FRAME_MS) return;
    this.lastKeyFrameAt = this.now();
    this.stats.keyFrameRequests++;
    this.send(buildPli(OWN_SSRC, this.ssrc));
  }

  private receive(message: Buffer): void {
    if (isRtcp(message)) return this.receiveReports(message);
    const packet = parseRtpPacket(message);
    if (!packet || packet.payloadType !== this.options.payloadType || !this.isFromSource(packet)) return;
    this.stats.packets++;
    this.stats.bytes += message.length;
    this.lastRtpAt = this.now();
    this.measureJitter(packet);
    this.options.onRtp();
    this.reorder.push(packet);
  }

  private isFromSource({ ssrc, sequence }: RtpPacket): boolean {
    if (ssrc === this.ssrc) return true;
    if (this.ssrc !== undefined) {
      if (this.now() - this.lastRtpAt < SOURCE_SILENT_MS) return false;
      this.options.track.lose();
    }
    this.ssrc = ssrc;
    this.firstSequence = sequence;
    this.reorder = this.newReorderBuffer();
    this.before = { expected: 0, received: 0 };
    this.transit = undefined;
    this.requestFirstKeyFrame();
    return true;
  }

  private requestFirstKeyFrame(): void {
    if (this.options.track.kind === 'video') this.requestKeyFrame();
  }

  private newReorderBuffer(): ReorderBuffer {
    return new ReorderBuffer({
      now: this.now,
      onPacket: (packet) => this.options.track.push(packet),
      onLoss: () => this.options.track.lose(),
      ...(this.options.track.kind === 'video' && { onMissing: (sequences: number[]) => this.requestAgain(sequences) }),
    });
  }

  private requestAgain(sequences: number[]): void {
    this.stats.nacks += sequences.length;
    this.send(buildNack(OWN_SSRC, this.ssrc!, sequences));
  }

  private receiveReports(message: Buffer): void {
    for (const packet of parseRtcp(message)) {
      if (packet.type !== 'sender-report' || packet.sender !== this.ssrc) continue;
      this.senderReport = { shortNtp: packet.shortNtp, at: this.now() };
      this.options.track.clock.synchronize(packet);
    }
  }

  /** RFC 3550 §6.4.1: a sixteenth of every change in transit time. */
  private measureJitter({ timestamp }: RtpPacket): void {
    const arrival = Math.round((this.now() / 1000) * this.options.clockRate);
    const transit = (arrival - timestamp) | 0;
    if (this.transit !== undefined) this.jitter += (Math.abs((transit - this.transit) | 0) - this.jitter) / 16;
    this.transit = transit;
  }

  private report(ssrc: number): Buffer {
    const { highestSequence, stats } = this.reorder;
    const expected = highestSequence - this.firstSequence + 1;
    const newlyExpected = expected - this.before.expected;
    const newlyLost = newlyExpected - (stats.received - this.before.received);
    this.before = { expected, received: stats.received };
    const { shortNtp, at } = this.senderReport;
    return buildReceiverReport(OWN_SSRC, [
      {
        ssrc,
        fractionLost: newlyExpected > 0 ? Math.min(255, Math.max(0, Math.floor((newlyLost * 256) / newlyExpected))) : 0,
        lost: expected - stats.received,
        highestSequence,
        jitter: Math.min(0xffff_ffff, Math.round(this.jitter)),
        lastReport: shortNtp,
        sinceLastReport: shortNtp === 0 ? 0 : Math.round(((this.now() - at) * 65_536) / 1000) >>> 0,
      },
    ]);
  }

  private send(packet: Buffer): void {
    try {
      this.options.native.sendMessageBinary(packet);
    } catch {
      // Not connected yet, or no longer.
    }
  }
}
