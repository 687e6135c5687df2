import { EventEmitter } from 'node:events';
import { isSameTrack, type MediaUnit, type Track, type TrackKind } from '#libs/media';
import type { Publication, PublishEnd, Publisher } from './publishing.js';
import type { StreamReader } from './stream-reader.js';

/** How long to wait for a second kind of track when nobody said how many there are, in microseconds of media. */
const SETTLE_US = 1_000_000;
/** What may wait for the tracks to settle. */
const MAX_HELD_UNITS = 600;
const MAX_HELD_BYTES = 16 * 1024 * 1024;

export interface LiveStreamEvents {
  /** The tracks are known, for the first time, after an interruption, or because one changed. */
  tracks: [readonly Track[]];
  interrupted: [PublishEnd];
  readerFailed: [unknown];
}

/**
 * One stream on the air: takes the units of its publisher and hands each to every reader, in order, without copying. It
 * outlives a publisher; the next one is a new timeline for the readers.
 */
export class LiveStream extends EventEmitter<LiveStreamEvents> {
  /** Of the present publication, or the last; empty until they have settled. */
  tracks: readonly Track[] = [];
  readonly stats = { bytes: 0, units: 0, dropped: 0, lastUnitAt: 0 };
  private readonly readers = new Set<StreamReader>();
  private current: LivePublication | undefined;
  private hasEnded = false;

  constructor(readonly id: number) {
    super();
  }

  get isLive(): boolean {
    return this.current?.hasSettled ?? false;
  }

  get publisher(): Publisher | undefined {
    return this.current?.publisher;
  }

  /** A publisher that is still there is closed as `replaced`. */
  publish(publisher: Publisher): Publication {
    const before = this.current;
    before?.end('replaced');
    before?.publisher.close('replaced');
    const publication = new LivePublication(publisher, {
      begin: (tracks) => this.begin(tracks),
      write: (unit) => this.write(unit),
      drop: () => void this.stats.dropped++,
      end: (reason) => {
        if (this.current !== publication) return;
        this.current = undefined;
        for (const reader of this.readers) this.tell(reader, (one) => one.interrupt());
        this.emit('interrupted', reason);
      },
    });
    this.current = publication;
    return publication;
  }

  /** Returns what detaches it. A live stream begins with the next key frame. */
  attach(reader: StreamReader): () => void {
    if (this.hasEnded) {
      reader.end();
      return () => undefined;
    }
    const waiting = new FromKeyFrame(reader);
    this.readers.add(waiting);
    if (this.isLive) this.tell(waiting, (one) => one.begin(this.tracks));
    return () => this.readers.delete(waiting);
  }

  requestKeyFrame(): void {
    this.current?.publisher.requestKeyFrame?.();
  }

  /** For good. Idempotent. */
  end(reason: PublishEnd): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    const publication = this.current;
    publication?.end(reason);
    publication?.publisher.close(reason);
    for (const reader of this.readers) this.tell(reader, (one) => one.end());
    this.readers.clear();
  }

  private begin(tracks: readonly Track[]): void {
    this.tracks = tracks;
    this.emit('tracks', tracks);
    for (const reader of this.readers) this.tell(reader, (one) => one.begin(tracks));
  }

  private write(unit: MediaUnit): void {
    this.stats.units++;
    this.stats.lastUnitAt = Date.now();
    this.stats.bytes += unit.data.length;
    const write = (reader: StreamReader): void => reader.write(unit);
    for (const reader of this.readers) this.tell(reader, write);
  }

  private tell(reader: StreamReader, say: (reader: StreamReader) => void): void {
    try {
      say(reader);
    } catch (error) {
      this.readers.delete(reader);
      this.emit('readerFailed', error);
    }
  }
}

/** Lets nothing through before a key frame, when there is video. */
class FromKeyFrame implements StreamReader {
  private isOpen = false;

  constructor(private readonly reader: StreamReader) {}

  begin(tracks: readonly Track[]): void {
    this.isOpen = !tracks.some(({ kind }) => kind === 'video');
    this.reader.begin(tracks);
  }

  write(unit: MediaUnit): void {
    if (!this.isOpen) {
      if (unit.kind !== 'video' || !unit.isKey) return;
      this.isOpen = true;
    }
    this.reader.write(unit);
  }

  interrupt(): void {
    this.reader.interrupt();
  }

  end(): void {
    this.reader.end();
  }
}

interface PublicationSink {
  begin(tracks: readonly Track[]): void;
  write(unit: MediaUnit): void;
  drop(): void;
  end(reason: PublishEnd): void;
}

/** Holds units back until it is known what tracks there are, then passes them on. */
class LivePublication implements Publication {
  hasSettled = false;
  private readonly tracks = new Map<TrackKind, Track>();
  private expected: readonly TrackKind[] | undefined;
  private held: MediaUnit[] = [];
  private heldBytes = 0;
  private isChanged = false;
  private hasEnded = false;

  constructor(
    readonly publisher: Publisher,
    private readonly sink: PublicationSink,
  ) {}

  expect(kinds: readonly TrackKind[]): void {
    this.expected = kinds;
  }

  configure(track: Track): void {
    const known = this.tracks.get(track.kind);
    if (known && isSameTrack(known, track)) return;
    this.tracks.set(track.kind, track);
    this.isChanged = this.hasSettled;
  }

  write(unit: MediaUnit): void {
    if (this.hasEnded || !this.tracks.has(unit.kind)) return this.sink.drop();
    if (this.hasSettled) return this.pass(unit);
    this.held.push(unit);
    this.heldBytes += unit.data.length;
    if (this.mustSettle(unit)) this.settle();
  }

  end(reason: PublishEnd): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    this.held = [];
    this.sink.end(reason);
  }

  /** A changed configuration takes effect at the next key frame; an audio-only publication has only such. */
  private pass(unit: MediaUnit): void {
    if (this.isChanged) {
      if (!unit.isKey || (unit.kind === 'audio' && this.tracks.has('video'))) return this.sink.drop();
      this.isChanged = false;
      this.sink.begin([...this.tracks.values()]);
    }
    this.sink.write(unit);
  }

  private mustSettle(unit: MediaUnit): boolean {
    const isComplete = this.expected ? this.expected.every((kind) => this.tracks.has(kind)) : this.tracks.size === 2;
    const waited = unit.dts - this.held[0]!.dts;
    return isComplete || waited >= SETTLE_US || this.held.length >= MAX_HELD_UNITS || this.heldBytes >= MAX_HELD_BYTES;
  }

  private settle(): void {
    this.hasSettled = true;
    const { held } = this;
    this.held = [];
    this.sink.begin([...this.tracks.values()]);
    for (const unit of held) this.sink.write(unit);
  }
}
