import { monitorEventLoopDelay } from 'node:perf_hooks';

const RESOLUTION_MS = 10;
const WINDOW_MS = 1000;
/** One pause a second is no load: collecting garbage takes as long. */
const PERCENTILE = 90;

/** How late the event loop mostly was at most in the last whole second, in milliseconds. */
export class LoopDelay {
  private readonly histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  private readonly timer: NodeJS.Timeout;
  private last = 0;

  constructor() {
    this.histogram.enable();
    this.timer = setInterval(() => {
      this.last = Math.max(0, this.histogram.percentile(PERCENTILE) / 1e6 - RESOLUTION_MS);
      this.histogram.reset();
    }, WINDOW_MS).unref();
  }

  get milliseconds(): number {
    return this.last;
  }

  close(): void {
    clearInterval(this.timer);
    this.histogram.disable();
  }
}
