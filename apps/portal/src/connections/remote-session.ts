import { DomainError, type ErrorCode } from '#libs/contracts';
import type { ExitStatus, SessionChannel, TerminalSize } from './connection-plugin.js';
import { Scrollback } from './scrollback.js';

export const SCROLLBACK_BYTES = 640 * 1024;
/** Kept beyond what a viewer may lack. */
const MARGIN_BYTES = 256 * 1024;
/** How long a session without a viewer waits for one. */
export const REATTACH_MS = 5 * 60_000;
/**
 * A viewer that vanished in the middle of output usually comes back at once: so long the program is held, so that
 * nothing is lost. After that it runs on, as in tmux, and only the scrollback's worth of its output is kept.
 */
export const HOLD_MS = 10_000;
/** How far ahead a program without a viewer may run between two grants. */
const UNATTENDED_BYTES = 256 * 1024;

/** A longer first line is shown although its beginning is lost. */
const MAX_LINE_BYTES = 4 * 1024;

/** Whoever shows a session. */
export interface SessionViewer {
  /** The chunk must not be changed afterwards. */
  output(chunk: Buffer): void;
  /** The far side takes input again. */
  inputDrained(): void;
  /** Another viewer took over, or the session was closed from outside. Nothing follows. */
  detached(reason: DomainError): void;
  ended(exit: ExitStatus): void;
}

export interface Attachment {
  /** Offset of the first byte of `replay`. */
  offset: number;
  replay: Buffer;
  /** Older output was lost. */
  truncated: boolean;
}

export type EndReason = 'exit' | 'closed' | 'abandoned' | ErrorCode;

export interface SessionEnd {
  reason: EndReason;
  exit?: ExitStatus;
}

/**
 * One live session: a channel, its scrollback and at most one viewer. The channel is granted credit only as far as the
 * viewer allows, so memory is bounded by the scrollback and the viewer's window, whatever the far side does.
 */
export class RemoteSession {
  readonly startedAt = new Date();
  readonly ended: Promise<SessionEnd>;
  bytesIn = 0;
  private readonly scrollback = new Scrollback(SCROLLBACK_BYTES);
  private granted = 0;
  private viewer: SessionViewer | undefined;
  private exit: ExitStatus | undefined;
  private settle!: (end: SessionEnd) => void;
  private isSettled = false;
  private detachedAt = 0;
  private lastActivity = Date.now();
  private readonly timers = new Set<NodeJS.Timeout>();
  private idleTimer: NodeJS.Timeout | undefined;

  constructor(
    readonly id: string,
    private readonly channel: SessionChannel,
    /** Without input or output; 0 never ends it. */
    idleMs = channel.idleMs ?? 0,
  ) {
    this.ended = new Promise((resolve) => (this.settle = resolve));
    channel.start((chunk) => this.receive(chunk));
    channel.onDrain(() => this.viewer?.inputDrained());
    void channel.ended.then((exit) => this.finish(exit));
    if (idleMs > 0) this.watchIdle(idleMs);
  }

  get bytesOut(): number {
    return this.scrollback.end;
  }

  /** Bytes of output kept for whoever attaches again. */
  get keptBytes(): number {
    return this.scrollback.size;
  }

  get isAttached(): boolean {
    return this.viewer !== undefined;
  }

  /** The program ended while nobody watched; its last output waits for the viewer to come back. */
  get hasExited(): boolean {
    return this.exit !== undefined;
  }

  /**
   * A second viewer replaces the first. `offset` is the number of bytes the viewer already has; without it, it gets
   * the whole scrollback. It must then call `allow` as it takes bytes.
   */
  attach(viewer: SessionViewer, offset?: number): Attachment {
    this.clearTimers();
    const previous = this.viewer;
    this.viewer = viewer;
    previous?.detached(new DomainError('session.replaced'));
    const { start, end } = this.scrollback;
    const isKnown = offset !== undefined && offset >= start && offset <= end;
    const exit = this.exit;
    // After the replay, which the caller sends first.
    if (exit) queueMicrotask(() => this.leave(viewer, exit));
    if (isKnown) return { offset, replay: this.scrollback.since(offset), truncated: false };
    const kept = this.scrollback.since(start);
    // What was cut off may have been half a character or half a control sequence: begin with a whole line.
    const from = start === 0 ? 0 : kept.subarray(0, MAX_LINE_BYTES).indexOf('\n') + 1;
    return { offset: start + from, replay: kept.subarray(from), truncated: start > 0 };
  }

  /** The viewer is gone for now. */
  detach(viewer: SessionViewer): void {
    if (this.viewer !== viewer) return;
    this.viewer = undefined;
    this.detachedAt = Date.now();
    this.after(HOLD_MS, () => this.allow(this.scrollback.end + UNATTENDED_BYTES));
    this.after(REATTACH_MS, () => this.close({ reason: 'abandoned' }));
  }

  /** Output may grow to this offset. The viewer may lack the last `ahead` bytes: they are kept in case it comes back for them. */
  allow(offset: number, ahead = 0): void {
    if (offset <= this.granted || this.exit) return;
    this.scrollback.widen(ahead + MARGIN_BYTES);
    this.channel.grant(offset - this.granted);
    this.granted = offset;
  }

  /** False when the far side is behind: wait for `inputDrained`. */
  write(data: Buffer): boolean {
    this.bytesIn += data.length;
    this.lastActivity = Date.now();
    return this.channel.write(data);
  }

  resize(size: TerminalSize): void {
    this.channel.resize?.(size);
  }

  /** Idempotent. A viewer that is still there is told `told`. */
  close(end: SessionEnd, told?: DomainError): void {
    const { viewer } = this;
    this.viewer = undefined;
    if (told) viewer?.detached(told);
    this.channel.close();
    this.finishAs(end);
  }

  private receive(chunk: Buffer): void {
    this.scrollback.append(chunk);
    this.lastActivity = Date.now();
    if (this.viewer) this.viewer.output(chunk);
    else if (Date.now() - this.detachedAt >= HOLD_MS && this.granted - this.scrollback.end < UNATTENDED_BYTES / 2)
      this.allow(this.scrollback.end + UNATTENDED_BYTES);
  }

  private finish(exit: ExitStatus): void {
    this.exit = exit;
    if (this.viewer) this.leave(this.viewer, exit);
  }

  private leave(viewer: SessionViewer, exit: ExitStatus): void {
    if (this.viewer !== viewer) return;
    this.viewer = undefined;
    viewer.ended(exit);
    this.finishAs({ reason: exit.error?.code ?? 'exit', exit });
  }

  private finishAs(end: SessionEnd): void {
    if (this.isSettled) return;
    this.isSettled = true;
    this.clearTimers();
    clearTimeout(this.idleTimer);
    this.settle(end);
  }

  private watchIdle(idleMs: number): void {
    const left = this.lastActivity + idleMs - Date.now();
    if (left <= 0) {
      this.close({ reason: 'session.idle' }, new DomainError('session.idle'));
      return;
    }
    this.idleTimer = setTimeout(() => this.watchIdle(idleMs), left).unref();
  }

  private after(ms: number, work: () => void): void {
    this.timers.add(setTimeout(work, ms).unref());
  }

  private clearTimers(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }
}
