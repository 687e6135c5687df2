import {
  H264Depacketizer,
  isRtcp,
  type MediaUnit,
  parameterSets,
  parseRtcp,
  parseRtpPacket,
  ReorderBuffer,
  type RtcpPacket,
  toLengthPrefixed,
  type VideoTrack,
} from '#libs/media';
import { eventually } from '#libs/testing';
import { loadNativeWebRtc, type NativePeer, type NativeTrack, type NativeWebRtc } from './native.js';

const H264 = { payloadType: 108, parameters: 'level-asymmetry-allowed=1;packetization-mode=1;profile-level-id=42e01f' };
const OPUS = { payloadType: 111, parameters: 'minptime=10;useinbandfec=1' };
const CLOCK = { video: 90_000, audio: 48_000 };

type SenderReport = Extract<RtcpPacket, { type: 'sender-report' }>;

abstract class WebRtcClient {
  state = 'new';
  /** Lines of SDP, once it has made an offer. */
  candidates: string[] = [];
  protected readonly connection: NativePeer;
  protected abstract readonly tracks: readonly NativeTrack[];

  protected constructor(protected readonly native: NativeWebRtc) {
    this.connection = new native.PeerConnection('client', {
      iceServers: [],
      bindAddress: '127.0.0.1',
      disableAutoNegotiation: true,
    });
    this.connection.onStateChange((state) => (this.state = state));
  }

  /**
   * Without candidates, as of a browser that hides its addresses; and a check of the server that comes before the answer
   * would make this engine sometimes refuse the handshake as one of a stranger.
   */
  offer(): string {
    this.connection.setLocalDescription('offer');
    const { sdp } = this.connection.localDescription()!;
    this.candidates = sdp.match(/^a=candidate.*$/gm) ?? [];
    return withoutCandidates(sdp);
  }

  /** `viaPort` sends everything to another port of this host. */
  async accept(answer: string, viaPort?: number): Promise<void> {
    const [candidate] = /candidate:.* typ host/.exec(answer)!;
    this.connection.setRemoteDescription(withoutCandidates(answer), 'answer');
    const mid = /^a=mid:(.*)\r$/m.exec(answer)![1]!;
    this.connection.addRemoteCandidate(
      viaPort === undefined ? candidate : candidate.replace(/\d+ typ/, `${viaPort} typ`),
      mid,
    );
    // The tracks open a moment after the connection says that it is there.
    await eventually(
      'the connection',
      () => this.state === 'connected' && this.tracks.every((track) => track.isOpen()),
    );
  }

  close(): void {
    this.connection.close();
  }
}

/** Publishes H.264 and Opus that are given to it. */
export class WhipClient extends WebRtcClient {
  keyFrameRequests = 0;
  readonly reports: RtcpPacket[] = [];
  protected readonly tracks: readonly NativeTrack[];
  private readonly video: NativeTrack;
  private readonly audio: NativeTrack;
  private readonly configs;
  private readonly kept: unknown[];

  static async open(): Promise<WhipClient> {
    return new WhipClient(await loadNativeWebRtc());
  }

  private constructor(native: NativeWebRtc) {
    super(native);
    const video = new native.Video('0', 'SendOnly');
    video.addH264Codec(H264.payloadType, H264.parameters);
    video.addSSRC(101, 'client', 'client', 'video');
    const audio = new native.Audio('1', 'SendOnly');
    audio.addOpusCodec(OPUS.payloadType, OPUS.parameters);
    audio.addSSRC(102, 'client', 'client', 'audio');
    this.video = this.connection.addTrack(video);
    this.audio = this.connection.addTrack(audio);
    this.tracks = [this.video, this.audio];
    this.configs = {
      video: new native.RtpPacketizationConfig(101, 'client', H264.payloadType, CLOCK.video),
      audio: new native.RtpPacketizationConfig(102, 'client', OPUS.payloadType, CLOCK.audio),
    };
    const packetizers = [
      new native.H264RtpPacketizer('Length', this.configs.video, 1180),
      new native.RtpPacketizer(this.configs.audio),
    ] as const;
    const others = [
      new native.RtcpSrReporter(this.configs.video),
      new native.RtcpNackResponder(4096),
      new native.RtcpSrReporter(this.configs.audio),
    ] as const;
    packetizers[0].addToChain(others[0]);
    packetizers[0].addToChain(others[1]);
    packetizers[1].addToChain(others[2]);
    this.video.setMediaHandler(packetizers[0]);
    this.audio.setMediaHandler(packetizers[1]);
    this.kept = [...packetizers, ...others];
    this.video.onMessage((message) => this.take(message));
    this.audio.onMessage((message) => this.take(message));
  }

  /** A key frame with the parameter sets of its track. */
  sendVideo({ data, isKey, pts }: MediaUnit, track: VideoTrack): void {
    this.configs.video.timestamp = Math.round((pts * CLOCK.video) / 1e6) >>> 0;
    const sets = isKey ? toLengthPrefixed(parameterSets(track)) : Buffer.alloc(0);
    this.video.sendMessageBinary(Buffer.concat([sets, data]));
  }

  /** Opus. */
  sendAudio({ data, pts }: MediaUnit): void {
    this.configs.audio.timestamp = Math.round((pts * CLOCK.audio) / 1e6) >>> 0;
    this.audio.sendMessageBinary(data);
  }

  private take(message: Buffer): void {
    for (const packet of parseRtcp(message)) {
      this.reports.push(packet);
      if (packet.type === 'pli') this.keyFrameRequests++;
    }
  }
}

/** Plays: keeps access units and Opus packets as they arrive. */
export class WhepClient extends WebRtcClient {
  readonly frames: Buffer[][] = [];
  readonly packets: { timestamp: number; payload: Buffer }[] = [];
  /** Of its tracks, when it does not report itself. */
  readonly senderReports: { video?: SenderReport; audio?: SenderReport } = {};
  readonly timestamps: number[] = [];
  broken = 0;
  protected readonly tracks: readonly NativeTrack[];
  private readonly video: NativeTrack;
  private readonly audio: NativeTrack;
  private readonly order: ReorderBuffer;

  /** Without reports it looks dead to the sender. */
  static async open({ reports = true } = {}): Promise<WhepClient> {
    return new WhepClient(await loadNativeWebRtc(), reports);
  }

  private constructor(native: NativeWebRtc, sendsReports: boolean) {
    super(native);
    const video = new native.Video('v', 'RecvOnly');
    video.addH264Codec(H264.payloadType, H264.parameters);
    const audio = new native.Audio('a', 'RecvOnly');
    audio.addOpusCodec(OPUS.payloadType, OPUS.parameters);
    this.video = this.connection.addTrack(video);
    this.audio = this.connection.addTrack(audio);
    this.tracks = [this.video, this.audio];
    if (sendsReports) this.video.setMediaHandler(new native.RtcpReceivingSession());
    const depacketizer = new H264Depacketizer(({ nalUnits, isBroken, timestamp }) => {
      if (isBroken) this.broken++;
      else this.frames.push(nalUnits);
      this.timestamps.push(timestamp);
    });
    this.order = new ReorderBuffer({
      now: () => performance.now(),
      onPacket: (packet) => depacketizer.push(packet),
      onLoss: () => depacketizer.lose(),
    });
    this.video.onMessage((message) => this.take(message, 'video'));
    this.audio.onMessage((message) => this.take(message, 'audio'));
  }

  requestKeyFrame(): boolean {
    return this.video.requestKeyframe();
  }

  private take(message: Buffer, kind: 'video' | 'audio'): void {
    if (isRtcp(message)) {
      for (const packet of parseRtcp(message)) if (packet.type === 'sender-report') this.senderReports[kind] = packet;
      return;
    }
    const packet = parseRtpPacket(message);
    if (!packet) return;
    if (kind === 'video') this.order.push(packet);
    else this.packets.push({ timestamp: packet.timestamp, payload: Buffer.from(packet.payload) });
  }
}

const withoutCandidates = (sdp: string): string => sdp.replaceAll(/^a=(candidate|end-of).*\r\n/gm, '');
