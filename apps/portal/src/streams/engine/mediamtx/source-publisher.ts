import type { MediaUnit, Track, TrackKind } from '#libs/media';
import type { Publication, PublishEnd, Publisher } from '../publishing.js';
import type { MediaMtxPeer } from './control-api.js';

/** A publisher whose connection is at MediaMTX. */
export class SourcePublisher implements Publisher {
  /** What brings its media here. */
  feed: Publisher | undefined;
  private isClosed = false;

  constructor(
    /** A secret: it has the key. */
    readonly path: string,
    readonly source: MediaMtxPeer,
    private readonly kick: () => void,
  ) {}

  close(reason: PublishEnd): void {
    if (this.isClosed) return;
    this.isClosed = true;
    // When the portal stops the encoder stays where it is: the next process finds it there.
    if (reason !== 'shutdown') this.kick();
    this.feed?.close(reason);
  }
}

/** A publication that is fed by MediaMTX. */
export class FedPublication implements Publication {
  constructor(
    private readonly publication: Publication,
    private readonly publisher: SourcePublisher,
    private readonly ended: () => void,
  ) {}

  expect(kinds: readonly TrackKind[]): void {
    this.publication.expect(kinds);
  }

  configure(track: Track): void {
    this.publication.configure(track);
  }

  write(unit: MediaUnit): void {
    this.publication.write(unit);
  }

  end(reason: PublishEnd): void {
    this.ended();
    this.publication.end(reason);
    // The feed is gone because its source is, or it comes back; anything else is the source's own doing.
    if (reason !== 'left') this.publisher.close(reason);
  }

  /** The source is gone, whatever the feed says. */
  lose(): void {
    this.publisher.feed?.close('left');
    this.end('left');
  }
}
