import type { MediaUnit, Track, TrackKind } from '#libs/media';

export type PublishProtocol = 'rtmp' | 'rtmps' | 'rtsps' | 'whip';

/** Who wants to publish what. `key` is a secret: it is in no log and no error. */
export interface PublishRequest {
  protocol: PublishProtocol;
  key: string;
  /** IP address of the publisher. */
  address: string;
  userAgent: string | null;
}

/** The publisher's end, as an ingest server offers it. */
export interface Publisher {
  /** Ends it; the encoder is told `reason` where its protocol has words for it. Idempotent. */
  close(reason: PublishEnd): void;
  /** Asks the encoder for a key frame, if it can be asked. */
  requestKeyFrame?(): void;
}

/** Why a publication is over. */
export type PublishEnd =
  /** The encoder said so, or its connection is gone. */
  | 'left'
  /** Nothing has come for too long. */
  | 'silent'
  /** It sent what cannot be read. */
  | 'malformed'
  /** Another connection took over. */
  | 'replaced'
  /** The stream was deleted, its key replaced, or an administrator ended it. */
  | 'revoked'
  /** The portal stops. */
  | 'shutdown';

/** An accepted publisher's way into its stream. */
export interface Publication {
  /** What will come, when the protocol says so before the first unit. Without it tracks that appear within a second count. */
  expect(kinds: readonly TrackKind[]): void;
  /** A track's configuration, before its first unit and whenever it changes. */
  configure(track: Track): void;
  /** Units of unconfigured tracks are dropped. Cheap; never throws. */
  write(unit: MediaUnit): void;
  /** The publisher is gone. Idempotent. */
  end(reason: PublishEnd): void;
}

/** Decides who may publish. */
export interface PublishGate {
  /**
   * Takes its time when the key is wrong. Nothing of the media may be read before it resolves.
   * @throws DomainError stream_key.invalid, stream.already_live, stream.unsupported, server.unavailable
   */
  open(request: PublishRequest, publisher: Publisher): Promise<Publication>;
}
