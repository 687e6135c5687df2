const EVERY_MS = 5000;
/** Without an answer for so long the terminal lags. */
const LAG_MS = 1500;
/** Without an answer and without any other message for so long the connection is dead, whatever the browser believes. */
const DEAD_MS = 15_000;

interface ProbeHooks {
  ping: () => void;
  onLatency: (ms: number) => void;
  onLag: () => void;
  onDead: () => void;
}

/** Asks the server for a sign of life every few seconds and measures how long it takes. */
export class LatencyProbe {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private askedAt: number | undefined;
  private lastMessageAt = 0;

  constructor(private readonly hooks: ProbeHooks) {}

  start(): void {
    this.stop();
    this.ask();
  }

  stop(): void {
    clearTimeout(this.timer);
  }

  /** Anything came from the server. */
  onMessage(): void {
    this.lastMessageAt = performance.now();
  }

  onPong(): void {
    if (this.askedAt === undefined) return;
    const ms = performance.now() - this.askedAt;
    this.askedAt = undefined;
    this.hooks.onLatency(ms);
    this.later(EVERY_MS, () => this.ask());
  }

  private ask(): void {
    this.askedAt = this.lastMessageAt = performance.now();
    this.hooks.ping();
    this.later(LAG_MS, () => {
      this.hooks.onLag();
      this.watch();
    });
  }

  private watch(): void {
    const silent = performance.now() - this.lastMessageAt;
    if (silent >= DEAD_MS) this.hooks.onDead();
    else this.later(DEAD_MS - silent, () => this.watch());
  }

  private later(ms: number, work: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(work, ms);
  }
}
