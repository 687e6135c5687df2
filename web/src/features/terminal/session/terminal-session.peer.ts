import type { ErrorCode, TerminalClientFrame, TerminalServerFrame } from '#libs/contracts';
import type { TerminalScreen, TerminalSessionOptions, TerminalSocket } from './session-options.js';
import { TerminalSession } from './terminal-session.js';

/** The server's end of one socket, in the hands of a test. */
export class FakeSocket implements TerminalSocket {
  readyState = 0;
  binaryType: BinaryType = 'blob';
  onopen: TerminalSocket['onopen'] = null;
  onmessage: TerminalSocket['onmessage'] = null;
  onclose: TerminalSocket['onclose'] = null;
  readonly frames: TerminalClientFrame[] = [];
  readonly bytes: number[] = [];

  constructor(readonly url: string) {}

  get query(): Record<string, string> {
    return Object.fromEntries(new URL(this.url, 'ws://portal').searchParams);
  }

  send(data: unknown): void {
    if (typeof data === 'string') this.frames.push(JSON.parse(data) as TerminalClientFrame);
    else this.bytes.push(...(data as Uint8Array));
  }

  close(): void {
    this.readyState = 3;
  }

  accept(): this {
    this.readyState = 1;
    this.onopen?.(new Event('open'));
    return this;
  }

  frame(frame: TerminalServerFrame): this {
    this.onmessage?.(new MessageEvent('message', { data: JSON.stringify(frame) }));
    return this;
  }

  output(bytes: Uint8Array | string): this {
    const data = typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes;
    this.onmessage?.(new MessageEvent('message', { data: data.slice().buffer }));
    return this;
  }

  /** A first attachment, or a later one from `offset`. */
  attach(offset = 0, more: Partial<Extract<TerminalServerFrame, { type: 'session' }>> = {}): this {
    const session = { session: 's1', offset, replayed: 0, truncated: false, window: 800, input_window: 1000 };
    return this.frame({ type: 'session', ...session, reattach_s: 300, resumed: offset > 0, ...more });
  }

  fail(code: ErrorCode, details?: unknown): void {
    this.frame({ type: 'error', code, message: code, details });
    this.lose(code);
  }

  lose(reason = ''): void {
    this.readyState = 3;
    this.onclose?.({ reason });
  }

  sent<T extends TerminalClientFrame['type']>(type: T): Extract<TerminalClientFrame, { type: T }>[] {
    return this.frames.filter((frame) => frame.type === type) as Extract<TerminalClientFrame, { type: T }>[];
  }
}

/** A screen that shows a chunk when the test says so. */
export class FakeScreen implements TerminalScreen {
  size = { cols: 80, rows: 24 };
  shown = '';
  isReplaying = false;
  private waiting: { bytes: Uint8Array; done: () => void }[] = [];

  constructor(private readonly isPrompt = true) {}

  write(bytes: Uint8Array, done: () => void): void {
    this.waiting.push({ bytes, done });
    if (this.isPrompt) this.render();
  }

  clear(): void {
    this.shown = '';
  }

  replay(isReplay: boolean): void {
    this.isReplaying = isReplay;
  }

  render(chunks = Infinity): void {
    for (const { bytes, done } of this.waiting.splice(0, chunks)) {
      this.shown += new TextDecoder().decode(bytes);
      done();
    }
  }
}

/** A session that connects to fake sockets; `sockets.at(-1)` is the newest. */
export const openSession = (options: Partial<TerminalSessionOptions> = {}) => {
  const sockets: FakeSocket[] = [];
  const screen = new FakeScreen();
  const session = new TerminalSession({
    path: '/ws/user-connection/c1',
    screen,
    dial: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
    diagnose: () => Promise.resolve(undefined),
    random: () => 0.5,
    ...options,
  });
  session.connect();
  return { session, screen, sockets, last: () => sockets.at(-1)! };
};
