import type { IceCandidate } from '#libs/media';
import type { PublishEnd } from '../publishing.js';

export interface WebRtcTimes {
  /** From the answer to a connection. */
  connectMs: number;
  /** A publisher without RTP. */
  silentMs: number;
  /** A viewer without RTCP. */
  viewerSilentMs: number;
  /** Between the key frames a publisher is asked for. */
  keyFrameMs: number;
  /** How often all this is looked at. */
  checkMs: number;
}

/** A publisher or a viewer, as WHIP and WHEP name it in their resources. */
export interface WebRtcSession {
  readonly id: string;
  /** Of its offer; another one would be an ICE restart. */
  readonly ufrag: string | undefined;
  addCandidates(candidates: readonly IceCandidate[]): void;
  /** Ends what is silent; `now` as performance.now(). */
  check(now: number): void;
  /** Idempotent. */
  close(reason: PublishEnd): void;
}
