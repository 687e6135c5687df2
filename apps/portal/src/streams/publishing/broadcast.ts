import { LiveStream } from '../engine/live-stream.js';
import type { Publication, PublishEnd, Publisher } from '../engine/publishing.js';
import type { BroadcastReaders } from './broadcast-parts.js';
import type { Claim } from './stream-sessions.js';

/** How long a publisher may be gone before the broadcast is over. */
const GRACE_MS = 30_000;

export interface BroadcastEvents {
  interrupted(): void;
  /** For good; `finished` settles when its recording is closed. */
  over(finished: Promise<void>): void;
  failed(error: unknown): void;
}

/** A broadcast of this node: the live stream, what reads it, and the time a publisher has to come back. */
export class Broadcast {
  readonly live: LiveStream;
  /** What was last written to the database about it. */
  written: Promise<void> = Promise.resolve();
  private grace: NodeJS.Timeout | undefined;
  private publishedAt = 0;
  private isOver = false;

  constructor(
    /** Of its present publisher, who may come back by another protocol. */
    public claim: Claim,
    readonly readers: BroadcastReaders,
    private readonly events: BroadcastEvents,
    private readonly graceMs = GRACE_MS,
  ) {
    this.live = new LiveStream(claim.streamId);
    this.live.on('interrupted', () => this.interrupt());
    this.live.on('readerFailed', (error) => events.failed(error));
    readers.attach(this.live);
  }

  publish(publisher: Publisher): Publication {
    this.publishedAt = Date.now();
    // Whom it replaces is interrupted by this.
    const publication = this.live.publish(publisher);
    clearTimeout(this.grace);
    return publication;
  }

  /** Ends it unless a publisher comes. */
  await(): void {
    clearTimeout(this.grace);
    this.grace = setTimeout(() => this.close('left'), this.graceMs);
  }

  /** Milliseconds since its publisher sent something; Infinity while there is none. */
  silentFor(): number {
    if (!this.live.publisher) return Number.POSITIVE_INFINITY;
    return Date.now() - Math.max(this.publishedAt, this.live.stats.lastUnitAt);
  }

  /** Idempotent. */
  close(reason: PublishEnd): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.grace);
    // Told to begin with: what closes the recording listens before the end.
    const finished = this.readers.close({ isStopping: reason === 'shutdown' });
    this.live.end(reason);
    this.events.over(finished);
  }

  private interrupt(): void {
    if (this.isOver) return;
    this.await();
    this.events.interrupted();
  }
}
