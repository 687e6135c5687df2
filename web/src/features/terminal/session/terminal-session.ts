import {
  ERRORS,
  TERMINAL_SUBPROTOCOL,
  type ErrorCode,
  type ErrorFrame,
  type FrameOf,
  type TerminalClientFrame,
  type TerminalServerFrame,
} from '#libs/contracts';
import { EscapeBoundary } from './escape-boundary.js';
import { InputWindow } from './input-window.js';
import { LatencyProbe } from './latency-probe.js';
import { OutputLedger } from './output-ledger.js';
import { ReconnectTimer } from '../../../shared/reconnect-timer.js';
import type { SessionPlace, TerminalSessionOptions, TerminalSocket } from './session-options.js';
import { takesInput, type Refusal, type TerminalState } from './terminal-state.js';

/** Failures of the portal that a session outlives, or that a new attempt may not meet. */
const PASSING: readonly ErrorCode[] = [
  'server.draining',
  'server.unavailable',
  'consumer.slow',
  'rate.exceeded',
  'internal',
];
const OPEN = 1;

/**
 * One terminal over subprotocol `portal.terminal.v1`: opens it, keeps its place in the output, comes back after a lost
 * connection exactly where it was, and confirms output only when it is on the screen. No React, no xterm.
 */
export class TerminalSession {
  state: TerminalState = { name: 'connecting' };
  /** Round trip to the portal in milliseconds, once measured. */
  latencyMs: number | undefined;
  /** Of the first attachment of the running session. */
  startedAt: number | undefined;
  private id: string | undefined;
  private socket: TerminalSocket | undefined;
  private isAttached = false;
  /** The screen shows the session's output up to some offset. */
  private hasShown = false;
  private replayEnd = 0;
  private failure: Refusal | undefined;
  /** The size the server was told last. */
  private asked = { cols: 0, rows: 0 };
  private isDisposed = false;
  private readonly listeners = new Set<() => void>();
  private readonly output = new OutputLedger();
  private readonly boundary = new EscapeBoundary();
  private readonly input = new InputWindow((bytes) => this.socket?.send(bytes));
  private readonly retry: ReconnectTimer;
  private readonly probe = new LatencyProbe({
    ping: () => this.tell({ type: 'ping' }),
    onLatency: (ms) => this.onLatency(ms),
    onLag: () => this.state.name === 'live' && this.become({ name: 'lagging' }),
    onDead: () => this.drop(),
  });

  constructor(private readonly options: TerminalSessionOptions) {
    this.retry = new ReconnectTimer(() => this.connect(), options.random);
    if (options.resume) {
      this.id = options.resume.session;
      this.startedAt = options.resume.startedAt;
      this.hasShown = options.resume.offset !== undefined;
      this.output.begin(options.resume.offset ?? 0, 0);
    }
    options.network?.addEventListener('online', this.retryNow);
  }

  /** What another page needs to continue here; undefined while nothing runs. */
  get place(): SessionPlace | undefined {
    if (!this.id || this.state.name === 'ended' || this.state.name === 'refused') return undefined;
    const offset = this.output.rendered - this.boundary.unfinished;
    return { session: this.id, offset, startedAt: this.startedAt ?? Date.now() };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Opens the session, or comes back to it. */
  connect(): void {
    this.retry.stop();
    if (this.isDisposed || this.socket) return;
    this.become({ name: this.retry.hasFailed || this.id ? 'reconnecting' : 'connecting' });

    const { cols, rows } = this.options.screen.size;
    this.asked = { cols, rows };
    const query = new URLSearchParams({ cols: String(cols), rows: String(rows) });
    if (this.id) query.set('session', this.id);
    if (this.id && this.hasShown) query.set('offset', String(this.output.received));
    const socket = this.options.dial(`${this.options.path}?${query}`, TERMINAL_SUBPROTOCOL);
    let isOpen = false;
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => (isOpen = true);
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => this.receive(data);
    socket.onclose = ({ reason }) => this.onClose(reason, isOpen);
    this.socket = socket;
    this.isAttached = false;
    this.failure = undefined;
  }

  /** A new session in place of one that ended or was refused. */
  restart(): void {
    this.id = this.startedAt = undefined;
    this.retry.reset();
    this.connect();
  }

  readonly retryNow = (): void => this.retry.fire();

  /** False when it was not taken: nobody is there, or far too much waits already. */
  send(bytes: Uint8Array): boolean {
    return takesInput(this.state) && this.input.push(bytes);
  }

  /** Tells the far side what size the screen has. While a session opens it does not listen, so it is told after. */
  resize(): void {
    const { cols, rows } = this.options.screen.size;
    if (!this.isAttached || (cols === this.asked.cols && rows === this.asked.rows)) return;
    this.asked = { cols, rows };
    this.tell({ type: 'resize', cols, rows });
  }

  /** `null` declines. */
  answer(answers: string[] | null): void {
    if (this.state.name !== 'asking') return;
    this.tell({ type: 'answer', id: this.state.prompt.id, answers });
    this.become({ name: 'authenticating' });
  }

  /** Ends the program, not only the view of it. */
  end(): void {
    this.tell({ type: 'close' });
    this.become({ name: 'ended' });
    this.dispose();
  }

  /** Leaves the session running for whoever comes back to it. */
  dispose(): void {
    this.isDisposed = true;
    this.retry.stop();
    this.probe.stop();
    this.options.network?.removeEventListener('online', this.retryNow);
    this.drop();
  }

  private receive(data: string | ArrayBuffer): void {
    this.probe.onMessage();
    if (typeof data === 'string') this.onFrame(JSON.parse(data) as TerminalServerFrame);
    else this.onOutput(new Uint8Array(data));
  }

  private onOutput(bytes: Uint8Array): void {
    const end = this.output.receive(bytes.length);
    this.options.screen.write(bytes, () => {
      this.boundary.write(bytes);
      const offset = this.output.render(end);
      if (offset !== undefined && this.isAttached) this.tell({ type: 'ack', offset });
      if (this.replayEnd !== 0 && end >= this.replayEnd) this.endReplay();
    });
  }

  private onFrame(frame: TerminalServerFrame): void {
    switch (frame.type) {
      case 'session':
        return this.onAttached(frame);
      case 'status':
        if (frame.state === 'authenticating') this.become({ name: 'authenticating' });
        return;
      case 'prompt':
        return this.become({ name: 'asking', prompt: frame });
      case 'pong':
        return this.probe.onPong();
      case 'taken':
        return this.input.onTaken(frame.offset);
      case 'exit':
        return this.become({ name: 'ended', exit: { code: frame.code, signal: frame.signal } });
      case 'error':
        return this.onError(frame);
      case 'output':
      // Another dialect's.
    }
  }

  private onAttached(frame: FrameOf<TerminalServerFrame, 'session'>): void {
    const isExact = frame.resumed && this.hasShown && frame.offset === this.output.received;
    if (frame.resumed && !isExact) {
      this.options.screen.clear();
      this.boundary.reset();
    }
    if (!isExact && frame.replayed > 0) {
      this.replayEnd = frame.offset + frame.replayed;
      this.options.screen.replay(true);
    }
    this.id = frame.session;
    this.hasShown = true;
    this.startedAt ??= Date.now();
    this.retry.reset();
    this.isAttached = true;
    this.output.begin(frame.offset, frame.window);
    this.input.begin(frame.input_window);
    this.resize();
    this.become({ name: 'live' });
    this.probe.start();
  }

  private endReplay(): void {
    this.replayEnd = 0;
    this.options.screen.replay(false);
  }

  /** An error with `in_reply_to` is about one frame; without, the server closes for it. */
  private onError({ code, details, in_reply_to }: ErrorFrame): void {
    if (in_reply_to === undefined && isErrorCode(code)) this.failure = { code, details };
  }

  private onLatency(ms: number): void {
    this.latencyMs = ms;
    if (this.state.name === 'lagging') this.become({ name: 'live' });
    else this.notify();
  }

  private onClose(reason: string, wasOpen: boolean): void {
    const wasAttached = this.isAttached;
    this.forgetSocket();
    if (this.isDisposed || this.state.name === 'ended') return;
    const refusal = this.failure ?? (isErrorCode(reason) ? { code: reason } : undefined);
    if (!refusal && !wasOpen) {
      void this.onUnopened();
      return;
    }
    if (!refusal || this.isPassing(refusal.code)) return this.retryLater();
    const isLost = wasAttached || refusal.code === 'session.not_found';
    if (isLost && refusal.code !== 'session.replaced') this.become({ name: 'ended', refusal });
    else this.become({ name: 'refused', ...refusal });
  }

  /** A failure of the portal itself is worth another try once something runs; before, the person decides. */
  private isPassing(code: ErrorCode): boolean {
    return PASSING.includes(code) && (code !== 'internal' || this.id !== undefined);
  }

  private async onUnopened(): Promise<void> {
    this.become({ name: 'reconnecting' });
    const refusal = await this.options.diagnose().catch(() => undefined);
    if (this.isDisposed || this.socket) return;
    if (refusal && !this.isPassing(refusal.code)) this.become({ name: 'refused', ...refusal });
    else this.retryLater();
  }

  private retryLater(): void {
    this.become({ name: 'reconnecting', retryAt: this.retry.start() });
  }

  /** Closes our end at once: the browser may take minutes to notice that the other one is gone. */
  private drop(): void {
    const { socket } = this;
    if (!socket) return;
    socket.onclose = socket.onmessage = socket.onopen = null;
    socket.close();
    this.onClose('', true);
  }

  private forgetSocket(): void {
    this.socket = undefined;
    this.isAttached = false;
    this.probe.stop();
    this.input.stop();
    if (this.replayEnd !== 0) this.endReplay();
  }

  private tell(frame: TerminalClientFrame): void {
    if (this.socket?.readyState === OPEN) this.socket.send(JSON.stringify(frame));
  }

  private become(state: TerminalState): void {
    this.state = state;
    this.notify();
  }

  private notify(): void {
    for (const listener of this.listeners) listener();
  }
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
