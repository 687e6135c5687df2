import { EventEmitter } from 'node:events';
import { DomainError } from '#libs/contracts';
import type { MediaUnit, Track, TrackKind } from '#libs/media';
import { LiveStream } from '../live-stream.js';
import type { Publication, PublishEnd, Publisher, PublishGate, PublishRequest } from '../publishing.js';

export const TEST_KEY = 'live_test';

/** For tests: a gate with one stream behind one key, which keeps what is written. */
export class TestStream extends EventEmitter<{ end: [PublishEnd] }> implements PublishGate {
  readonly live = new LiveStream(1);
  readonly requests: PublishRequest[] = [];
  /** Before the stream holds any back. */
  readonly units: MediaUnit[] = [];
  readonly ends: PublishEnd[] = [];
  tracks: readonly Track[] = [];
  publisher: Publisher | undefined;

  constructor() {
    super();
    this.live.on('tracks', (tracks) => (this.tracks = tracks));
    this.live.on('interrupted', (reason) => {
      this.ends.push(reason);
      this.emit('end', reason);
    });
  }

  open(request: PublishRequest, publisher: Publisher): Promise<Publication> {
    this.requests.push(request);
    if (request.key !== TEST_KEY) return Promise.reject(new DomainError('stream_key.invalid'));
    this.publisher = publisher;
    const publication = this.live.publish(publisher);
    return Promise.resolve({
      expect: (kinds) => publication.expect(kinds),
      configure: (track) => publication.configure(track),
      write: (unit) => {
        this.units.push(unit);
        publication.write(unit);
      },
      end: (reason) => publication.end(reason),
    });
  }

  of(kind: TrackKind): MediaUnit[] {
    return this.units.filter((unit) => unit.kind === kind);
  }
}
