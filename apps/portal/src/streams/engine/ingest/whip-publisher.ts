import { DomainError } from '#libs/contracts';
import { type AcceptedMedia, opusTrack, RtpTimeline, type WebRtcOffer } from '#libs/media';
import type { Publication, PublishEnd, Publisher } from '../publishing.js';
import type { NativeTrack } from '../webrtc/native.js';
import { Peer, type PeerConfig } from '../webrtc/peer.js';
import type { WebRtcSession, WebRtcTimes } from '../webrtc/session.js';
import { RtpOpusTrack, type RtpTrack, RtpVideoTrack } from './rtp-tracks.js';
import { WhipReceiver } from './whip-receiver.js';

interface WhipPublisherOptions {
  id: string;
  times: WebRtcTimes;
  maxBitsPerSecond: number;
  onEnd: () => void;
}

/** A publisher by WHIP (RFC 9725): made before the gate is asked, connected when it is open. */
export class WhipPublisher implements Publisher, WebRtcSession {
  readonly id: string;
  private readonly timeline = new RtpTimeline(() => performance.now());
  private readonly receivers: WhipReceiver[] = [];
  private publication: Publication | undefined;
  private peer: Peer | undefined;
  private startedAt = performance.now();
  private lastRtpAt = 0;
  private lastKeyFrameAt = 0;
  private isOver = false;

  constructor(private readonly options: WhipPublisherOptions) {
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
    publication: Publication,
  ): Promise<string> {
    this.publication = publication;
    if (this.isOver) {
      publication.end('left');
      throw new DomainError('server.unavailable');
    }
    publication.expect(accepted.map(({ media }) => (media.kind === 'video' ? 'video' : 'audio')));
    this.startedAt = performance.now();
    try {
      const peer = new Peer(config, offer, (state) => this.onPeerChange(state));
      this.peer = peer;
      for (const { media, codec } of accepted) {
        const described =
          media.kind === 'video'
            ? new config.native.Video(media.mid, 'RecvOnly')
            : new config.native.Audio(media.mid, 'RecvOnly');
        if ('addH264Codec' in described) described.addH264Codec(codec.payloadType, codec.parameters);
        else described.addOpusCodec(codec.payloadType, codec.parameters);
        this.receive(peer.addTrack(described), codec, publication);
      }
      return await peer.answer(accepted);
    } catch (error) {
      this.close('left');
      throw error;
    }
  }

  get ufrag(): string | undefined {
    return this.peer?.ufrag;
  }

  addCandidates: WebRtcSession['addCandidates'] = (candidates) => this.peer?.addCandidates(candidates);

  requestKeyFrame(): void {
    for (const receiver of this.receivers) receiver.requestKeyFrame();
  }

  check(now: number): void {
    const { connectMs, silentMs, keyFrameMs } = this.options.times;
    if (!this.peer?.isConnected) {
      if (now - this.startedAt >= connectMs) this.close('left');
      return;
    }
    if (now - Math.max(this.lastRtpAt, this.startedAt) >= silentMs) return this.close('silent');
    for (const receiver of this.receivers) receiver.check();
    // A browser makes key frames only when it is asked.
    if (now - this.lastKeyFrameAt < keyFrameMs) return;
    this.lastKeyFrameAt = now;
    this.requestKeyFrame();
  }

  close(reason: PublishEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    this.publication?.end(reason);
    this.peer?.close();
    this.options.onEnd();
  }

  private receive(
    native: NativeTrack,
    { payloadType, clockRate }: AcceptedMedia['codec'],
    publication: Publication,
  ): void {
    const clock = this.timeline.addTrack(clockRate);
    const isVideo = clockRate === 90_000;
    const track: RtpTrack = isVideo
      ? new RtpVideoTrack(
          { codec: 'h264', clock, mayReorder: false, onBroken: () => receiver.requestKeyFrame() },
          publication,
        )
      : new RtpOpusTrack(clock, publication, opusTrack(2));
    const receiver = new WhipReceiver({
      native,
      track,
      payloadType,
      clockRate,
      maxBitsPerSecond: this.options.maxBitsPerSecond,
      onRtp: () => (this.lastRtpAt = performance.now()),
      onFault: () => this.close('malformed'),
    });
    this.receivers.push(receiver);
  }

  private onPeerChange(state: 'connected' | 'gone'): void {
    if (state === 'gone') return this.close('left');
    this.startedAt = performance.now();
    this.requestKeyFrame();
  }
}
