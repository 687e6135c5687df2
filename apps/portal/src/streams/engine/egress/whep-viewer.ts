import { type AcceptedMedia, parseRtcp, type VideoTrack, type WebRtcOffer } from '#libs/media';
import type { PeerConfig } from '../webrtc/peer.js';
import { PeerSession, type PeerSessionOptions } from '../webrtc/peer-session.js';
import type { FeedViewer, WhepFeed } from './whep-feed.js';
import { AudioSender, VideoSender } from './whep-senders.js';

interface WhepViewerOptions extends PeerSessionOptions {
  feed: WhepFeed;
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
export class WhepViewer extends PeerSession implements FeedViewer {
  readonly stats: ViewerStats = { bytes: 0, dropped: 0, keyFrameRequests: 0 };
  readonly since = new Date();
  private readonly feed: WhepFeed;
  private video: VideoSender | undefined;
  private audio: AudioSender | undefined;
  private codec: VideoTrack['codec'] | undefined;
  private needsKey = true;
  private lastRtcpAt = 0;
  private lastSentAt = 0;

  constructor({ feed, ...options }: WhepViewerOptions) {
    super(options);
    this.feed = feed;
  }

  /**
   * Resolves to the answer.
   * @throws DomainError webrtc.offer_invalid
   */
  connect(
    config: PeerConfig,
    offer: WebRtcOffer,
    accepted: readonly AcceptedMedia[],
    video: VideoTrack | undefined,
  ): Promise<string> {
    this.codec = video?.codec;
    const onRtcp = (message: Buffer): void => this.receive(message);
    return this.answer(config, offer, accepted, (peer, media) => {
      if (media.media.kind === 'video') this.video = new VideoSender(config.native, peer, media, onRtcp);
      else this.audio = new AudioSender(config.native, peer, media, onRtcp);
    });
  }

  begin(video: VideoTrack | undefined): void {
    this.needsKey = true;
    // Another codec was agreed on: the player has to ask anew.
    if (video && this.codec && video.codec !== this.codec) this.close('left');
  }

  writeVideo({ data, isKey, isBFrame, timeUs }: Parameters<FeedViewer['writeVideo']>[0]): void {
    if (!this.video || !this.isConnected) return;
    if (isBFrame || (this.needsKey && !isKey)) return void this.stats.dropped++;
    this.needsKey = !this.video.send(data, timeUs);
    this.count(!this.needsKey, data);
  }

  writeAudio(unit: Parameters<FeedViewer['writeAudio']>[0]): void {
    if (!this.audio || !this.isConnected || (this.video && this.needsKey)) return;
    this.count(this.audio.send(unit, this.video?.clock), unit.data);
  }

  end(): void {
    this.close('left');
  }

  protected checkMedia(): void {
    // Who gets nothing has nothing to report.
    if (this.lastSentAt - Math.max(this.lastRtcpAt, this.startedAt) >= this.times.viewerSilentMs) this.close('silent');
  }

  protected onConnected(): void {
    this.feed.requestKeyFrame();
  }

  protected release(): void {
    this.feed.remove(this);
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
      this.feed.requestKeyFrame();
    }
  }
}
