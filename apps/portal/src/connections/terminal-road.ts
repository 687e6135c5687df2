import { StringDecoder } from 'node:string_decoder';
import {
  DomainError,
  LIMITS,
  TERMINAL_SUBPROTOCOL,
  type TerminalClientFrame,
  type TerminalServerFrame,
} from '#libs/contracts';
import { ByteRoad, FrameRoad, type WebSocket } from '#libs/realtime';
import type { ExitStatus, Question, TerminalSize } from './connection-plugin.js';
import { REATTACH_MS, type RemoteSession, type SessionViewer } from './remote-session.js';
import { parseTerminalFrame } from './terminal-frames.js';
import { TerminalInput } from './terminal-input.js';
import { TerminalPrompts } from './terminal-prompts.js';

/** How long a session waits for the first `resize` before it opens with the default size. */
const SIZE_MS = 300;
const DEFAULT_SIZE: TerminalSize = { cols: 80, rows: 24 };

/**
 * Unacknowledged output; well below the scrollback, so that whatever a lost viewer missed is still there, also when it
 * steps back behind what it acknowledged, to the beginning of a control sequence. Both together are at most 1 MiB.
 */
const WINDOW = { initial: 384 * 1024, max: 2048 * 1024, min: 192 * 1024, delayMs: 40 };
/** Smaller, because JSON may need six bytes for one. */
const JSON_WINDOW = { initial: 128 * 1024, max: 128 * 1024, min: 64 * 1024, delayMs: 40 };

export const INPUT_WINDOW_BYTES = 256 * 1024;
const MAX_INPUT_BYTES = 1024 * 1024;
const TAKEN_STEP_BYTES = 32 * 1024;

const MAX_BUFFERED_BYTES = 4 * 1024 * 1024;
const FLOOD = { perSecond: 1_000, burst: 4_000 };

export interface TerminalRoadOptions {
  /** From the query; without it the first `resize` decides. */
  size: TerminalSize | undefined;
  /** A JSON client's session outlives its socket. */
  resume: boolean;
  onError: (error: unknown) => void;
}

/** A terminal's viewer at the other end of a WebSocket, in either dialect of `contracts/frames/terminal.ts`. */
export class TerminalRoad implements SessionViewer {
  /** Aborted when the viewer is gone. */
  readonly gone: AbortSignal;
  private readonly leaving = new AbortController();
  private readonly isBinary: boolean;
  private readonly frames: FrameRoad<TerminalClientFrame, TerminalServerFrame>;
  private readonly prompts: TerminalPrompts;
  private readonly decoder = new StringDecoder('utf8');
  private readonly input = new TerminalInput(MAX_INPUT_BYTES);
  private reported = 0;
  private size: TerminalSize | undefined;
  private onSize: (() => void) | undefined;
  private session: RemoteSession | undefined;
  private bytes: ByteRoad | undefined;
  private wantsEnd = false;

  constructor(
    private readonly ws: WebSocket,
    private readonly options: TerminalRoadOptions,
  ) {
    this.gone = this.leaving.signal;
    this.isBinary = ws.protocol === TERMINAL_SUBPROTOCOL;
    this.size = options.size;
    this.frames = new FrameRoad(ws, {
      parse: parseTerminalFrame,
      handle: (frame) => this.handle(frame),
      ...(this.isBinary && { onBytes: (bytes: Buffer) => this.take(bytes) }),
      flood: FLOOD,
      maxWaiting: 1,
      maxFrameBytes: LIMITS.byteMessageBytes,
      maxBufferedBytes: MAX_BUFFERED_BYTES,
      onError: options.onError,
    });
    this.prompts = new TerminalPrompts((prompt) => this.frames.send(prompt));
    ws.once('close', () => this.leave());
    ws.resume();
  }

  async awaitSize(): Promise<TerminalSize> {
    if (!this.size) {
      await new Promise<void>((resolve) => {
        this.onSize = resolve;
        setTimeout(resolve, SIZE_MS);
      });
    }
    return this.size ?? DEFAULT_SIZE;
  }

  ask(question: Question): Promise<string[] | null> {
    return this.prompts.ask(question);
  }

  status(state: 'connecting' | 'authenticating', detail?: string): void {
    this.frames.send({ type: 'status', state, ...(detail !== undefined && { detail }) });
  }

  /** Shows the session from `offset`, or with all of its scrollback. */
  attach(session: RemoteSession, { offset, resumed }: { offset?: number; resumed: boolean }): void {
    if (this.gone.aborted) {
      session.close({ reason: 'closed' });
      return;
    }
    const { replay, truncated, ...from } = session.attach(this, offset);
    this.session = session;
    const window = this.isBinary ? WINDOW : JSON_WINDOW;
    this.frames.send({
      type: 'session',
      session: session.id,
      offset: from.offset,
      replayed: replay.length,
      truncated,
      window: window.max,
      input_window: INPUT_WINDOW_BYTES,
      reattach_s: this.survives ? REATTACH_MS / 1000 : 0,
      resumed,
    });
    this.frames.send({ type: 'status', state: 'open' });
    this.bytes = new ByteRoad(this.ws, {
      offset: from.offset,
      window,
      acks: this.isBinary ? 'client' : 'flush',
      ...(!this.isBinary && { encode: (bytes: Buffer) => this.encode(this.decoder.write(bytes)) }),
      onAllow: (limit, ahead) => session.allow(limit, ahead),
    });
    if (replay.length > 0) this.bytes.send(replay);
    // Of another viewer when resumed; or it changed while the session opened.
    if (this.size) session.resize(this.size);
    this.bytes.start();
    this.input.start((data) => session.write(data));
  }

  fail(error: unknown): void {
    this.frames.fail(error);
  }

  output(chunk: Buffer): void {
    this.bytes!.send(chunk);
  }

  inputDrained(): void {
    this.input.drain();
    this.reportTaken();
    if (this.ws.isPaused && !this.input.isWaiting) this.ws.resume();
  }

  detached(reason: DomainError): void {
    this.session = undefined;
    this.frames.fail(reason);
  }

  ended(exit: ExitStatus): void {
    this.session = undefined;
    this.bytes?.flush();
    const rest = this.isBinary ? '' : this.encode(this.decoder.end());
    if (rest !== '') this.ws.send(rest);
    if (exit.error) this.frames.fail(exit.error);
    else {
      this.frames.send({ type: 'exit', code: exit.code, signal: exit.signal });
      this.ws.close(1000, 'exit');
    }
  }

  private get survives(): boolean {
    return this.isBinary || this.options.resume;
  }

  private handle(frame: TerminalClientFrame): void {
    switch (frame.type) {
      case 'input':
        return this.take(Buffer.from(frame.data, 'utf8'));
      case 'resize':
        this.size = { cols: frame.cols, rows: frame.rows };
        this.onSize?.();
        return this.session?.resize(this.size);
      case 'ping':
        return this.frames.send({ type: 'pong' });
      case 'answer':
        return this.prompts.answer(frame.id, frame.answers);
      case 'ack':
        if (this.bytes?.ack(frame.offset)) return;
        throw new DomainError('request.invalid', { text: 'This offset cannot be acknowledged.' });
      case 'close':
        this.wantsEnd = true;
        this.ws.close(1000, 'closed');
    }
  }

  private take(data: Buffer): void {
    if (data.length === 0) return;
    if (!this.input.push(data)) {
      this.fail(new DomainError('request.too_large', { text: 'More input than the session takes.' }));
      return;
    }
    this.reportTaken();
    // The dialect without acknowledgements can wait; in the other, they arrive behind the input.
    if (!this.isBinary && this.session && this.input.isWaiting) this.ws.pause();
  }

  private reportTaken(): void {
    const { taken } = this.input;
    if (!this.isBinary || taken - this.reported < TAKEN_STEP_BYTES) return;
    this.reported = taken;
    this.frames.send({ type: 'taken', offset: taken });
  }

  private encode(text: string): string {
    return text === '' ? '' : JSON.stringify({ type: 'output', data: text } satisfies TerminalServerFrame);
  }

  private leave(): void {
    this.leaving.abort(new DomainError('session.revoked'));
    this.prompts.close();
    const { session } = this;
    this.session = undefined;
    if (!session) return;
    if (this.survives && !this.wantsEnd) session.detach(this);
    else session.close({ reason: 'closed' });
  }
}
