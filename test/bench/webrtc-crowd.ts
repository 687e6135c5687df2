import {
  loadNativeWebRtc,
  type NativePeer,
  type NativeTrack,
  type NativeWebRtc,
} from '../../apps/portal/src/streams/engine/webrtc/native.js';

/** How many join at a time. */
const AT_ONCE = 8;
const CONNECT_MS = 5_000;
const ATTEMPTS = 3;
const RTP_HEADER_BYTES = 12;

/** What the whole crowd has got. */
export interface Received {
  packets: number;
  /** Of RTP, without its transport. */
  bytes: number;
  /** Packets that never came, by the sequence numbers of those that did. */
  lost: number;
  /** Viewers that got nothing at all. */
  starved: number;
}

/** Comes to an agreement with a server; `watch` gets the track of the video. */
export type Negotiate = (
  native: NativeWebRtc,
  connection: NativePeer,
  watch: (track: NativeTrack) => void,
) => Promise<void>;

interface Viewer {
  connection: NativePeer;
  /** The engine does not keep them alive. */
  kept: unknown[];
  packets: number;
  bytes: number;
  lost: number;
  lastSequence: number | null;
}

/** Viewers by WebRTC that decode nothing: they decrypt packets, count them, and report as browsers do. */
export class WebRtcCrowd {
  private readonly viewers: Viewer[] = [];

  private constructor(
    private readonly native: NativeWebRtc,
    private readonly negotiate: Negotiate,
  ) {}

  static async open(negotiate: Negotiate): Promise<WebRtcCrowd> {
    return new WebRtcCrowd(await loadNativeWebRtc(), negotiate);
  }

  get size(): number {
    return this.viewers.length;
  }

  async grow(count: number): Promise<void> {
    for (let joined = 0; joined < count; joined += AT_ONCE)
      await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - joined) }, () => this.join()));
  }

  /** Since the last call. */
  received(): Received {
    const sum = { packets: 0, bytes: 0, lost: 0, starved: 0 };
    for (const viewer of this.viewers) {
      sum.packets += viewer.packets;
      sum.bytes += viewer.bytes;
      sum.lost += viewer.lost;
      if (viewer.packets === 0) sum.starved++;
      Object.assign(viewer, { packets: 0, bytes: 0, lost: 0 });
    }
    return sum;
  }

  close(): void {
    for (const { connection } of this.viewers.splice(0)) connection.close();
  }

  /** About one in 250 fails to connect for no reason that could be found: it tries again, as players do. */
  private async join(): Promise<void> {
    for (let left = ATTEMPTS; ; left--) {
      const viewer = this.newViewer();
      this.viewers.push(viewer);
      try {
        return await this.connect(viewer);
      } catch (error) {
        this.viewers.splice(this.viewers.indexOf(viewer), 1);
        viewer.connection.close();
        if (left === 1) throw error;
      }
    }
  }

  private newViewer(): Viewer {
    const connection = new this.native.PeerConnection('viewer', { iceServers: [], disableAutoNegotiation: true });
    return { connection, kept: [], packets: 0, bytes: 0, lost: 0, lastSequence: null };
  }

  private async connect(viewer: Viewer): Promise<void> {
    const { connection } = viewer;
    const connected = new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('a viewer did not connect')), CONNECT_MS);
      connection.onStateChange((state) => {
        if (state !== 'connected') return;
        clearTimeout(timer);
        resolve();
      });
    });
    connected.catch(() => undefined);
    await this.negotiate(this.native, connection, (track) => this.watch(track, viewer));
    await connected;
  }

  private watch(track: NativeTrack, viewer: Viewer): void {
    const reports = new this.native.RtcpReceivingSession();
    track.setMediaHandler(reports);
    viewer.kept.push(track, reports);
    track.onMessage((message) => {
      const isRtcp = message[1]! >= 192 && message[1]! <= 223;
      if (isRtcp || message.length < RTP_HEADER_BYTES) return;
      const sequence = message.readUInt16BE(2);
      const ahead = viewer.lastSequence === null ? 1 : (sequence - viewer.lastSequence) & 0xffff;
      viewer.packets++;
      viewer.bytes += message.length;
      if (ahead > 1 && ahead < 0x8000) viewer.lost += ahead - 1;
      viewer.lastSequence = sequence;
    });
  }
}
