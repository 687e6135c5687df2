import type { PublishProtocol } from '../engine/publishing.js';

/** What an HTTP answer of the HLS origin is. */
export interface HlsReply {
  status: 200 | 400 | 404 | 503;
  contentType: string;
  body: Buffer;
  /** Whether the same bytes will always be at this name. */
  isImmutable: boolean;
}

export interface WebRtcAnswer {
  /** Names the session at its node; no secret of anybody else's can be guessed from it. */
  sessionId: string;
  /** SDP. */
  answer: string;
  /** Why a viewer gets less than there is. */
  degraded?: 'b-frames' | 'no-audio' | undefined;
}

export interface LiveTrack {
  kind: 'video' | 'audio';
  codec: string;
  width?: number;
  height?: number;
  /** Frames a second, measured. */
  fps?: number;
  sampleRate?: number;
  channels?: number;
  /** Bits a second over the last seconds. */
  bitrate: number;
}

/** How a stream on the air is doing. */
export interface LiveStatus {
  protocol: PublishProtocol;
  /** False while its publisher may come back. */
  isPublishing: boolean;
  tracks: LiveTrack[];
  /** Seconds between the last two key frames; null before. */
  keyFrameInterval: number | null;
  hasBFrames: boolean;
  /** Its sound is of a kind that cannot be sent by WebRTC, and nothing here converts it. */
  isSilentByWebRtc: boolean;
  /** Units that some reader did not get, since the start. */
  dropped: number;
  /** Viewers by WebRTC at this node. */
  webRtcViewers: number;
}

/**
 * A media node, as the processes of the portal see it.
 * @throws (all) DomainError stream.offline — it does not know the stream; server.unavailable — it cannot be reached
 */
export interface MediaClient {
  /** `file` is the last part of the address; waits as long as a blocking request may. */
  hls(streamId: number, file: string, query: URLSearchParams, signal?: AbortSignal): Promise<HlsReply>;
  /** WHIP. @throws DomainError stream_key.invalid, stream.already_live, webrtc.offer_invalid, stream.unsupported */
  publish(request: { key: string; address: string; userAgent: string | null; offer: string }): Promise<WebRtcAnswer>;
  /** WHEP. @throws DomainError webrtc.offer_invalid, stream.unsupported */
  play(streamId: number, offer: string): Promise<WebRtcAnswer>;
  /** Trickle ICE (RFC 9725 §4.3). @throws DomainError webrtc.session_not_found, webrtc.offer_invalid */
  addCandidates(sessionId: string, fragment: string): Promise<void>;
  /** Idempotent. @throws DomainError webrtc.session_not_found */
  endWebRtc(sessionId: string): Promise<void>;
  /** A JPEG of the last key frame; null without ffmpeg or before the first. */
  snapshot(streamId: number): Promise<Buffer | null>;
  status(streamId: number): Promise<LiveStatus>;
}
