import type { Duplex } from 'node:stream';
import { MARKER, RELAY_LIMITS } from '#libs/relay-protocol';

export interface ReadyQueueTimes {
  keepaliveMs: number;
  /** How long a marker may take to leave. */
  writeMs: number;
  claimMs: number;
  /** Between two looks at all sessions. */
  tickMs: number;
}

export const QUEUE_TIMES: ReadyQueueTimes = {
  keepaliveMs: RELAY_LIMITS.keepaliveMs,
  writeMs: RELAY_LIMITS.markerWriteMs,
  claimMs: RELAY_LIMITS.claimMs,
  tickMs: 1_000,
};

/** Idle sessions a lease may have; one more is closed. */
export const READY_MAX = RELAY_LIMITS.readySessions;
/** Visitors of one lease that may wait for a session. */
const WAITING_MAX = 4096;

const KEEPALIVE = Buffer.of(MARKER.keepalive);

/** A connection of a tunnel client that waits for a visitor. */
interface ReadySession {
  stream: Duplex;
  /** Of the client. */
  address: string;
  keepaliveAt: number;
  /** Since when a keepalive has not left; undefined when all did. */
  writingSince: number | undefined;
  forget(): void;
}

interface Waiting {
  take(stream: Duplex): void;
  giveUp(): void;
}

interface Queue {
  sessions: ReadySession[];
  waiting: Set<Waiting>;
}

/**
 * The reverse sessions that wait, first come first served, a queue an identity. They are told that they are not
 * forgotten; one that speaks before it is spoken to, or does not take its keepalive, is closed.
 */
export class ReadyQueues {
  private readonly queues = new Map<string, Queue>();
  private readonly ticker: NodeJS.Timeout;

  constructor(
    private readonly times: ReadyQueueTimes = QUEUE_TIMES,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.ticker = setInterval(() => this.tick(), times.tickMs).unref();
  }

  ready(identityKey: string): number {
    return this.queues.get(identityKey)?.sessions.length ?? 0;
  }

  /** Takes over the stream. One too many is closed. */
  add(identityKey: string, stream: Duplex, address: string): void {
    const queue = this.queueOf(identityKey);
    for (const waiting of queue.waiting) {
      if (stream.destroyed) return;
      queue.waiting.delete(waiting);
      waiting.take(stream);
      return;
    }
    if (queue.sessions.length >= READY_MAX) {
      stream.destroy();
      return;
    }
    queue.sessions.push(this.watch(identityKey, queue, stream, address));
  }

  /** The next session that lives; null when none came in time. Whoever gets it writes the marker. */
  claim(identityKey: string, signal?: AbortSignal): Promise<Duplex | null> {
    const queue = this.queueOf(identityKey);
    for (let session = queue.sessions.shift(); session; session = queue.sessions.shift()) {
      session.forget();
      if (!session.stream.destroyed && session.stream.writable) return Promise.resolve(session.stream);
    }
    if (queue.waiting.size >= WAITING_MAX || signal?.aborted) return Promise.resolve(null);
    return new Promise((resolve) => {
      const settle = (stream: Duplex | null): void => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', giveUp);
        queue.waiting.delete(waiting);
        resolve(stream);
      };
      const giveUp = (): void => settle(null);
      const waiting: Waiting = { take: settle, giveUp };
      const timer = setTimeout(giveUp, this.times.claimMs);
      signal?.addEventListener('abort', giveUp, { once: true });
      queue.waiting.add(waiting);
    });
  }

  /** Closes the sessions, and visitors wait no longer. */
  close(identityKey: string): void {
    const queue = this.queues.get(identityKey);
    if (!queue) return;
    for (const { stream } of [...queue.sessions]) stream.destroy();
    for (const waiting of [...queue.waiting]) waiting.giveUp();
    this.queues.delete(identityKey);
  }

  /** Closes the sessions; visitors wait on for others. */
  closeSessions(identityKey: string): void {
    for (const { stream } of this.queues.get(identityKey)?.sessions.splice(0) ?? []) stream.destroy();
  }

  /** Closes everything that came from addresses of which `isBanned` says so. */
  closeFrom(isBanned: (address: string) => boolean): void {
    for (const { sessions } of this.queues.values())
      for (const { stream, address } of [...sessions]) if (isBanned(address)) stream.destroy();
  }

  closeAll(): void {
    clearInterval(this.ticker);
    for (const identityKey of [...this.queues.keys()]) this.close(identityKey);
  }

  private queueOf(identityKey: string): Queue {
    let queue = this.queues.get(identityKey);
    if (!queue) this.queues.set(identityKey, (queue = { sessions: [], waiting: new Set() }));
    return queue;
  }

  private watch(identityKey: string, queue: Queue, stream: Duplex, address: string): ReadySession {
    const leave = (): void => {
      const at = queue.sessions.indexOf(session);
      if (at >= 0) queue.sessions.splice(at, 1);
      stream.destroy();
      if (queue.sessions.length === 0 && queue.waiting.size === 0 && this.queues.get(identityKey) === queue)
        this.queues.delete(identityKey);
    };
    const session: ReadySession = {
      stream,
      address,
      keepaliveAt: this.now() + this.times.keepaliveMs,
      writingSince: undefined,
      forget: () => {
        stream.off('data', leave).off('end', leave).off('close', leave);
        stream.pause();
      },
    };
    stream.on('data', leave).on('end', leave).on('close', leave);
    stream.on('error', () => stream.destroy());
    stream.resume();
    return session;
  }

  private tick(): void {
    const now = this.now();
    for (const [identityKey, { sessions, waiting }] of this.queues) {
      if (sessions.length === 0 && waiting.size === 0) this.queues.delete(identityKey);
      for (const session of [...sessions]) {
        if (session.writingSince !== undefined && now - session.writingSince >= this.times.writeMs)
          session.stream.destroy();
        else if (session.writingSince === undefined && now >= session.keepaliveAt) this.remind(session, now);
      }
    }
  }

  private remind(session: ReadySession, now: number): void {
    session.keepaliveAt = now + this.times.keepaliveMs;
    session.writingSince = now;
    session.stream.write(KEEPALIVE, () => (session.writingSince = undefined));
  }
}
