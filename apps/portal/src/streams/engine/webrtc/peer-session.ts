import type { AcceptedMedia, WebRtcOffer } from '#libs/media';
import type { PublishEnd } from '../publishing.js';
import { Peer, type PeerConfig } from './peer.js';
import type { WebRtcSession, WebRtcTimes } from './session.js';

export interface PeerSessionOptions {
  id: string;
  times: WebRtcTimes;
  onEnd: () => void;
}

/** What publishers and viewers have in common: one transport, from its offer until either end has had enough. */
export abstract class PeerSession implements WebRtcSession {
  readonly id: string;
  protected readonly times: WebRtcTimes;
  /** Of the offer, then of the connection; as performance.now(). */
  protected startedAt = performance.now();
  protected isOver = false;
  private peer: Peer | undefined;
  private readonly onEnd: () => void;

  constructor({ id, times, onEnd }: PeerSessionOptions) {
    this.id = id;
    this.times = times;
    this.onEnd = onEnd;
  }

  get isConnected(): boolean {
    return this.peer?.isConnected ?? false;
  }

  get ufrag(): string | undefined {
    return this.peer?.ufrag;
  }

  addCandidates: WebRtcSession['addCandidates'] = (candidates) => this.peer?.addCandidates(candidates);

  check(now: number): void {
    if (this.isConnected) this.checkMedia(now);
    else if (now - this.startedAt >= this.times.connectMs) this.close('left');
  }

  close(reason: PublishEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    this.release(reason);
    this.peer?.close();
    this.onEnd();
  }

  /**
   * Resolves to the answer; `describe` adds what is sent or received.
   * @throws DomainError webrtc.offer_invalid — the session is over then
   */
  protected async answer(
    config: PeerConfig,
    offer: WebRtcOffer,
    accepted: readonly AcceptedMedia[],
    describe: (peer: Peer, media: AcceptedMedia) => void,
  ): Promise<string> {
    this.startedAt = performance.now();
    try {
      const peer = new Peer(config, offer, (state) => this.onPeerChange(state));
      this.peer = peer;
      for (const media of accepted) describe(peer, media);
      return await peer.answer(accepted);
    } catch (error) {
      this.close('left');
      throw error;
    }
  }

  /** Ends what is silent, of a connection that stands. */
  protected abstract checkMedia(now: number): void;

  protected abstract onConnected(): void;

  /** Lets go of the stream; once. */
  protected abstract release(reason: PublishEnd): void;

  private onPeerChange(state: 'connected' | 'gone'): void {
    if (state === 'gone') return this.close('left');
    this.startedAt = performance.now();
    this.onConnected();
  }
}
