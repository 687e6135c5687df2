import { DomainError } from '#libs/contracts';
import { type AcceptedMedia, opusTrack, RtpTimeline, type WebRtcOffer } from '#libs/media';
import type { Publication, PublishEnd, Publisher } from '../publishing.js';
import type { NativeTrack } from '../webrtc/native.js';
import type { PeerConfig } from '../webrtc/peer.js';
import { PeerSession, type PeerSessionOptions } from '../webrtc/peer-session.js';
import { RtpOpusTrack, type RtpTrack, RtpVideoTrack } from './rtp-tracks.js';
import { WhipReceiver } from './whip-receiver.js';

interface WhipPublisherOptions extends PeerSessionOptions {
  maxBitsPerSecond: number;
}

/** A publisher by WHIP (RFC 9725): made before the gate is asked, connected when it is open. */
export class WhipPublisher extends PeerSession implements Publisher {
  private readonly maxBitsPerSecond: number;
  private readonly timeline = new RtpTimeline(() => performance.now());
  private readonly receivers: WhipReceiver[] = [];
  private publication: Publication | undefined;
  private lastRtpAt = 0;
  private lastKeyFrameAt = 0;

  constructor({ maxBitsPerSecond, ...options }: WhipPublisherOptions) {
    super(options);
    this.maxBitsPerSecond = maxBitsPerSecond;
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
    return this.answer(config, offer, accepted, (peer, { media, codec }) => {
      const described =
        media.kind === 'video'
          ? new config.native.Video(media.mid, 'RecvOnly')
          : new config.native.Audio(media.mid, 'RecvOnly');
      if ('addH264Codec' in described) described.addH264Codec(codec.payloadType, codec.parameters);
      else described.addOpusCodec(codec.payloadType, codec.parameters);
      this.receive(peer.addTrack(described), codec, publication);
    });
  }

  requestKeyFrame(): void {
    for (const receiver of this.receivers) receiver.requestKeyFrame();
  }

  protected checkMedia(now: number): void {
    const { silentMs, keyFrameMs } = this.times;
    if (now - Math.max(this.lastRtpAt, this.startedAt) >= silentMs) return this.close('silent');
    for (const receiver of this.receivers) receiver.check();
    // A browser makes key frames only when it is asked.
    if (now - this.lastKeyFrameAt < keyFrameMs) return;
    this.lastKeyFrameAt = now;
    this.requestKeyFrame();
  }

  protected onConnected(): void {
    this.requestKeyFrame();
  }

  protected release(reason: PublishEnd): void {
    this.publication?.end(reason);
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
      maxBitsPerSecond: this.maxBitsPerSecond,
      onRtp: () => (this.lastRtpAt = performance.now()),
      onFault: () => this.close('malformed'),
    });
    this.receivers.push(receiver);
  }
}
