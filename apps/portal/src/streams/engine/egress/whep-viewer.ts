import { type AcceptedMedia, parseRtcp, type VideoTrack, type WebRtcOffer } from '#libs/media';
import type { PublishEnd } from '../publishing.js';
import { Peer, type PeerConfig } from '../webrtc/peer.js';
import type { WebRtcSession, WebRtcTimes } from '../webrtc/session.js';
import type { FeedViewer, WhepFeed } from './whep-feed.js';
import { AudioSender, VideoSender } from './whep-senders.js';

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
    this.codec = video?.codec;
    const onRtcp = (message: Buffer): void => this.receive(message);
    try {
      const peer = new Peer(config, offer, (state) => this.onPeerChange(state));
      this.peer = peer;
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
