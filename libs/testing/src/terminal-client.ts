import { once } from 'node:events';
import { WebSocket } from 'ws';
import {
  type FrameOf,
  TERMINAL_SUBPROTOCOL,
  type TerminalClientFrame,
  type TerminalServerFrame,
} from '#libs/contracts';

export interface TerminalClientOptions {
  /** JSON dialect of specification A instead of the binary subprotocol. */
  json?: boolean;
  headers?: Record<string, string>;
  /** Confirms output as it comes; default true. */
  acks?: boolean;
}

/** Plays the web terminal, or a client of specification A, against a portal. */
export class TerminalClient {
  readonly frames: TerminalServerFrame[] = [];
  closed: { code: number; reason: string } | undefined;
  /** Offset of the next output byte. */
  offset = 0;
  acks: boolean;
  private chunks: Buffer[] = [];
  private readonly watchers = new Set<() => void>();

  private constructor(
    readonly ws: WebSocket,
    private readonly isJson: boolean,
    acks: boolean,
  ) {
    this.acks = acks;
    ws.on('message', (data: Buffer, isBinary) => this.receive(data, isBinary));
    ws.on('close', (code, reason) => {
      this.closed = { code, reason: reason.toString() };
      this.wake();
    });
    ws.on('error', () => undefined);
  }

  /** @throws Error with the HTTP status of a refused upgrade */
  static async open(url: string, options: TerminalClientOptions = {}): Promise<TerminalClient> {
    const protocols = options.json ? [] : [TERMINAL_SUBPROTOCOL];
    const ws = new WebSocket(url.replace(/^http/, 'ws'), protocols, {
      headers: options.headers ?? {},
      perMessageDeflate: false,
    });
    const client = new TerminalClient(ws, options.json ?? false, options.acks ?? true);
    await once(ws, 'open');
    return client;
  }

  send(frame: TerminalClientFrame): void {
    this.ws.send(JSON.stringify(frame));
  }

  type(text: string | Buffer): void {
    if (this.isJson) this.send({ type: 'input', data: text.toString() });
    else this.ws.send(Buffer.from(text));
  }

  ack(): void {
    this.send({ type: 'ack', offset: this.offset });
  }

  /** All output so far. */
  get output(): Buffer {
    if (this.chunks.length !== 1) this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0]!;
  }

  get text(): string {
    return this.output.toString('utf8');
  }

  /** The first frame of a type, also one that came already. */
  frame<T extends TerminalServerFrame['type']>(type: T): Promise<FrameOf<TerminalServerFrame, T>> {
    return this.until(() => this.frames.find((frame) => frame.type === type) as FrameOf<TerminalServerFrame, T>);
  }

  outputs(pattern: RegExp | string): Promise<string> {
    return this.until(
      () => (typeof pattern === 'string' ? this.text.includes(pattern) : pattern.test(this.text)) && this.text,
    );
  }

  gone(): Promise<{ code: number; reason: string }> {
    return this.until(() => this.closed);
  }

  /** Forgets the frames and the output so far, not the offset. */
  clear(): void {
    this.frames.length = 0;
    this.chunks = [];
  }

  async close(): Promise<void> {
    this.ws.close();
    await this.gone();
  }

  /** As a lost network: no closing handshake. */
  drop(): void {
    this.ws.terminate();
  }

  async until<T>(find: () => T | undefined | false | ''): Promise<T> {
    for (;;) {
      const found = find();
      if (found) return found;
      if (this.closed) {
        const last = this.frames.at(-1);
        throw new Error(
          `closed with ${this.closed.code} ${this.closed.reason}: ${JSON.stringify(last)} ${this.text.slice(-200)}`,
        );
      }
      await new Promise<void>((resolve) => this.watchers.add(resolve));
    }
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (isBinary) this.take(data);
    else {
      const frame = JSON.parse(data.toString()) as TerminalServerFrame;
      if (frame.type === 'session') this.offset = frame.offset;
      if (frame.type === 'output') this.take(Buffer.from(frame.data));
      else this.frames.push(frame);
    }
    this.wake();
  }

  private take(bytes: Buffer): void {
    this.offset += bytes.length;
    this.chunks.push(bytes);
    if (this.acks && !this.isJson) this.ack();
  }

  private wake(): void {
    const waiting = [...this.watchers];
    this.watchers.clear();
    for (const resolve of waiting) resolve();
  }
}
