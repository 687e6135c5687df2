import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { EventBus } from '#libs/events';
import type { Log } from '#libs/telemetry';
import { LOG } from '../../boundary/log.js';
import type { Publication, Publisher } from '../engine/publishing.js';
import { StreamChanged, type StreamChangedEvent } from '../streams.events.js';
import { Broadcast } from './broadcast.js';
import { BroadcastParts } from './broadcast-parts.js';
import { StreamLiveness } from './stream-liveness.js';
import { type Claim, StreamSessions } from './stream-sessions.js';

/** A publisher from which nothing has come for as long may be replaced by another with the same key. */
const SILENT_MS = 5_000;
/** Between two attempts to write down what has happened. */
const RETRY_MS = 1_000;

/** The broadcasts of this node. The only writer of their map. */
@Injectable()
export class Broadcasts implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly running = new Map<number, Broadcast>();
  private readonly closing = new Set<Promise<void>>();
  private isStopping = false;
  /** Settles when what the process before this one left is taken up: nobody publishes before, or both would write the same files. */
  readonly recovered: Promise<void>;
  private markRecovered!: () => void;

  constructor(
    private readonly sessions: StreamSessions,
    private readonly liveness: StreamLiveness,
    private readonly parts: BroadcastParts,
    private readonly events: EventBus,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.recovered = new Promise((resolve) => (this.markRecovered = resolve));
  }

  /** Goes on with what was on the air when this node ended: publishers come back by themselves. */
  async onApplicationBootstrap(): Promise<void> {
    this.events.onEverywhere(StreamChanged, (event) => this.follow(event));
    const leftBehind = await this.sessions.leftBehind();
    await this.parts.recover(new Set(leftBehind.map(({ sessionId }) => sessionId)));
    for (const claim of leftBehind) {
      await this.sessions.interrupted(claim);
      const broadcast = await this.open(claim);
      broadcast.await();
    }
    for (const streamId of await this.sessions.unsettled()) await this.liveness.settle(streamId);
    this.markRecovered();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    for (const broadcast of this.running.values()) broadcast.close('shutdown');
    await Promise.all(this.closing);
  }

  /** @throws DomainError stream.offline */
  require(streamId: number): Broadcast {
    const broadcast = this.running.get(streamId);
    if (!broadcast) throw new DomainError('stream.offline');
    return broadcast;
  }

  /** Whether a new publisher may take the stream over. */
  mayReplace(streamId: number): boolean {
    const broadcast = this.running.get(streamId);
    return !broadcast || broadcast.silentFor() >= SILENT_MS;
  }

  async publish(claim: Claim, publisher: Publisher): Promise<Publication> {
    if (this.isStopping) throw new DomainError('server.unavailable');
    const present = this.running.get(claim.streamId);
    if (present && present.claim.sessionId !== claim.sessionId) present.close('replaced');
    const isSame = present?.claim.sessionId === claim.sessionId;
    const broadcast = isSame ? present : await this.openOrEnd(claim);
    broadcast.claim = claim;
    return broadcast.publish(publisher);
  }

  private async openOrEnd(claim: Claim): Promise<Broadcast> {
    try {
      return await this.open(claim);
    } catch (error) {
      await this.sessions.ending(claim);
      await this.liveness.settle(claim.streamId);
      throw error;
    }
  }

  private async open(claim: Claim): Promise<Broadcast> {
    const broadcast = new Broadcast(claim, await this.parts.for(claim), {
      interrupted: () =>
        void this.persist(broadcast, async () => {
          // Back before it could be written down.
          if (!broadcast.live.publisher) await this.sessions.interrupted(claim);
        }),
      over: (finished) => this.finish(broadcast, finished),
      failed: (err) => this.log.error({ scope: 'media', stream: claim.streamId, err }, 'a reader failed'),
    });
    this.running.set(claim.streamId, broadcast);
    return broadcast;
  }

  /** When the portal stops, the broadcast is only interrupted: the next process goes on with it. */
  private finish(broadcast: Broadcast, finished: Promise<void>): void {
    const { claim } = broadcast;
    if (this.running.get(claim.streamId) === broadcast) this.running.delete(claim.streamId);
    const isStopping = this.isStopping;
    const work = (async () => {
      if (isStopping) await this.sessions.interrupted(claim);
      else await this.persist(broadcast, () => this.sessions.ending(claim));
      await finished;
      if (!isStopping) await this.persist(broadcast, () => this.liveness.settle(claim.streamId));
    })().catch((err: unknown) => this.log.error({ scope: 'media', stream: claim.streamId, err }, 'not written down'));
    this.closing.add(work);
    void work.finally(() => this.closing.delete(work));
  }

  /** In the order of events, until the database has it, or the portal stops. */
  private persist(broadcast: Broadcast, write: () => Promise<void>): Promise<void> {
    const attempt = async (): Promise<void> => {
      for (;;) {
        try {
          return await write();
        } catch (err) {
          if (this.isStopping) throw err;
          this.log.warn({ scope: 'media', stream: broadcast.claim.streamId, err }, 'not written down yet');
          await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
        }
      }
    };
    broadcast.written = broadcast.written.then(attempt, attempt);
    return broadcast.written;
  }

  private async follow({ stream_id, change }: StreamChangedEvent): Promise<void> {
    const broadcast = this.running.get(stream_id);
    if (!broadcast) return;
    const isPlain = broadcast.claim.protocol === 'rtmp';
    if (change === 'deleted' || change === 'key' || (change === 'rtmp' && isPlain)) broadcast.close('revoked');
    else if (change === 'relays') await broadcast.readers.relays.refresh();
  }
}
