import { setTimeout as delay } from 'node:timers/promises';
import type { Problem } from '../problem.js';
import type { Tunnel } from '../tunnel.js';
import { VERSION } from '../version.js';
import type { Reporter, ReporterOptions } from './reporter.js';
import { renderStatus } from './status-view.js';

/** xterm's alternate screen keeps what was in the terminal; mode 2026 shows a frame at once where it is known. */
const ENTER = '\x1b[?1049h\x1b[?25l';
const LEAVE = '\x1b[?25h\x1b[?1049l';
const FRAME = { begin: '\x1b[?2026h\x1b[H', lineEnd: '\x1b[K', restOfScreen: '\x1b[J', end: '\x1b[?2026l' };
/** A terminal that has stopped reading does not keep the program from ending. */
const LEAVE_LIMIT_MS = 1_000;
const REDRAW_MS = 1_000;
/** Events come in bursts; a frame each would only flicker. */
const SETTLE_MS = 50;

/** Redraws in place: each line is overwritten, never cleared first. */
export class StatusScreen implements Reporter {
  private readonly tunnels: Tunnel[] = [];
  private readonly startedAt = performance.now();
  private problem: { told: Problem; at: number } | undefined;
  private readonly clock: NodeJS.Timeout;
  private soon: NodeJS.Timeout | undefined;

  constructor(private readonly options: ReporterOptions) {
    const { out } = options;
    out.write(ENTER);
    out.on('resize', this.draw);
    this.clock = setInterval(this.draw, REDRAW_MS);
  }

  attach(tunnel: Tunnel): void {
    this.tunnels.push(tunnel);
    tunnel.on('state', this.drawSoon).on('connection', this.drawSoon);
    tunnel.on('problem', (told) => {
      this.problem = { told, at: performance.now() };
      this.drawSoon();
    });
    this.drawSoon();
  }

  async close(): Promise<void> {
    const { out } = this.options;
    clearInterval(this.clock);
    clearTimeout(this.soon);
    out.off('resize', this.draw);
    const left = new Promise<void>((resolve) => out.write(LEAVE, () => resolve()));
    await Promise.race([left, delay(LEAVE_LIMIT_MS, undefined, { ref: false })]);
  }

  private readonly drawSoon = (): void => {
    this.soon ??= setTimeout(this.draw, SETTLE_MS);
  };

  private readonly draw = (): void => {
    clearTimeout(this.soon);
    this.soon = undefined;
    const { out, color } = this.options;
    // The terminal has not taken the frame before.
    if (out.writableLength > 0) return;
    const now = performance.now();
    const view = {
      version: VERSION,
      uptimeMs: now - this.startedAt,
      services: this.tunnels.map(({ name, target, statuses }) => ({ name, target, relays: statuses })),
      problem: this.problem && { ...this.problem.told, ageMs: now - this.problem.at },
    };
    const lines = renderStatus(view, { columns: out.columns ?? 80, rows: out.rows ?? 24 }, color);
    const text = lines.map((line) => line + FRAME.lineEnd).join('\r\n');
    out.write(FRAME.begin + text + FRAME.restOfScreen + FRAME.end);
  };
}
