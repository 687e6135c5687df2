import { Backoff } from './backoff.js';
import type { ReverseSession, StartMarker } from './reverse-session.js';

/** A session claimed this soon after it was ready had a caller waiting for it. */
const HOT_MS = 100;
/** Dials at once while callers wait: a burst is served in round trips, not one after the other. */
const MAX_DIALS = 48;

export interface SessionSource {
  /** Dials and asks; throws what went wrong. */
  open(signal: AbortSignal): Promise<ReverseSession>;
  /** A caller came; the session is the callee's from here on. */
  serve(session: ReverseSession, marker: StartMarker): void;
  /** Told of every failure that makes a slot wait; milliseconds to wait at least, for what only time or people change. */
  failed(error: unknown): number | undefined;
  readyChanged(): void;
}

/**
 * Keeps `size` reverse sessions waiting at the relay, each replaced the moment it is claimed. While claims come faster
 * than sessions get ready it opens more, as many again with every hot claim; those serve once and are not replaced.
 */
export class SessionPool {
  private readonly waiting = new Set<ReverseSession>();
  /** Slots whose place is taken. */
  private readonly asleep = new Set<() => void>();
  private dials = 0;

  constructor(
    private readonly source: SessionSource,
    private readonly size: number,
  ) {}

  get ready(): number {
    return this.waiting.size;
  }

  /** Runs until `signal` aborts; then no session waits any more. Never rejects. */
  async run(signal: AbortSignal): Promise<void> {
    const closeAll = (): void => {
      for (const session of this.waiting) session.close();
    };
    signal.addEventListener('abort', closeAll, { once: true });
    await Promise.all(Array.from({ length: this.size }, () => this.keepSlot(signal)));
    signal.removeEventListener('abort', closeAll);
  }

  private async keepSlot(signal: AbortSignal): Promise<void> {
    const backoff = new Backoff();
    while (!signal.aborted) {
      await this.needed(signal);
      try {
        const wasHot = await this.serveOne(signal, () => backoff.reset());
        if (wasHot) void this.serveExtra(signal);
      } catch (error) {
        if (signal.aborted) return;
        // One more than the relay keeps.
        if (this.waiting.size >= this.size) continue;
        const atLeast = this.source.failed(error) ?? 0;
        await backoff.pause(signal, atLeast).catch(() => undefined);
      }
    }
  }

  /** While sessions opened for a burst still wait, a slot need not fill its own place. */
  private needed(signal: AbortSignal): Promise<void> | undefined {
    if (this.waiting.size < this.size) return undefined;
    return new Promise((resolve) => {
      const settle = (): void => {
        if (this.waiting.size >= this.size && !signal.aborted) return;
        this.asleep.delete(settle);
        signal.removeEventListener('abort', settle);
        resolve();
      };
      this.asleep.add(settle);
      signal.addEventListener('abort', settle);
    });
  }

  /** Failures are silent: the slots meet them too. */
  private async serveExtra(signal: AbortSignal): Promise<void> {
    if (this.dials >= MAX_DIALS || signal.aborted) return;
    try {
      if (!(await this.serveOne(signal, () => undefined))) return;
      void this.serveExtra(signal);
      void this.serveExtra(signal);
    } catch {
      // Superfluous sessions are closed by the relay.
    }
  }

  /** Whether a caller had been waiting. */
  private async serveOne(signal: AbortSignal, onReady: () => void): Promise<boolean> {
    this.dials += 1;
    const session = await this.source.open(signal).finally(() => (this.dials -= 1));
    if (signal.aborted) {
      session.close();
      return false;
    }
    onReady();
    const readyAt = performance.now();
    this.waiting.add(session);
    this.source.readyChanged();
    try {
      const marker = await session.started();
      this.source.serve(session, marker);
    } finally {
      this.waiting.delete(session);
      for (const wake of this.asleep) wake();
      this.source.readyChanged();
    }
    return performance.now() - readyAt < HOT_MS;
  }
}
