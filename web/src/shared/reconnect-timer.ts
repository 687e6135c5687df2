import { reconnectDelay } from './reconnect-delay.js';

/** Counts failed attempts and starts the next one in time, or at once when it is told that the network is back. */
export class ReconnectTimer {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;

  constructor(
    private readonly connect: () => void,
    private readonly random?: () => number,
  ) {}

  get hasFailed(): boolean {
    return this.attempt > 0;
  }

  /** Returns when it will be, in milliseconds since 1970. */
  start(): number {
    this.stop();
    const delay = reconnectDelay(this.attempt++, this.random);
    this.timer = setTimeout(() => this.fire(), delay);
    return Date.now() + delay;
  }

  /** Only if an attempt is waiting. */
  fire(): void {
    if (this.timer === undefined) return;
    this.stop();
    this.connect();
  }

  stop(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  /** An attempt succeeded, or the person begins anew. */
  reset(): void {
    this.stop();
    this.attempt = 0;
  }
}
