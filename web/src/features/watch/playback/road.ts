/** By which pictures come: WebRTC for the least delay, HLS for everything and everybody. */
export type RoadKind = 'webrtc' | 'hls';

/** What a viewer gets at the moment. Undefined where the browser does not tell. */
export interface Figures {
  width?: number | undefined;
  height?: number | undefined;
  fps?: number | undefined;
  /** Bits a second. */
  bitrate?: number | undefined;
  /** Frames, since the road was opened. */
  dropped?: number | undefined;
  /** Milliseconds, estimated: between the portal and the screen. */
  latency?: number | undefined;
}

/** One attempt to get pictures onto a video element. It is opened once and closed once. */
export interface Road {
  readonly kind: RoadKind;
  /** Why there is less by this road than by the other, if so. @throws ApiError, or whatever the browser refused with */
  open(): Promise<Degradation | undefined>;
  /** Grows while media arrives and is played. */
  progress(): Promise<number>;
  figures(): Promise<Figures>;
  /** Idempotent. */
  close(): void;
}

export type Degradation = 'b-frames' | 'no-audio';

/** Why the player went from one road to the other. */
export type FallbackReason = Degradation | 'no-picture' | 'unsupported';

export interface RoadEvents {
  /** Nothing more will come by this road. */
  onLost: () => void;
}
