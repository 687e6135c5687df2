import { ERRORS, type ErrorCode } from '#libs/contracts';
import { ReconnectTimer } from './reconnect-timer.js';

/** Without any frame for so long the server is asked for a sign of life. */
const SILENCE_MS = 20_000;
/** Without an answer for so long after that the connection is dead, whatever the browser believes. */
const ANSWER_MS = 8_000;
const OPEN = 1;

export type FrameSocketState =
  | { name: 'connecting' }
  | { name: 'live' }
  /** `retryAt` is a time in milliseconds since 1970; without it an attempt is under way. */
  | { name: 'reconnecting'; retryAt?: number }
  /** The server does not want this client; only a person can change that. */
  | { name: 'refused'; code: ErrorCode }
  | { name: 'closed' };

/** The part of a browser's WebSocket this needs. */
export interface SocketLike {
  readonly readyState: number;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<string>) => void) | null;
  onclose: ((event: Pick<CloseEvent, 'reason'>) => void) | null;
  send(data: string): void;
  close(): void;
}

export interface FrameSocketOptions<Client, Server> {
  dial: () => SocketLike;
  /** A frame the server answers with any other. */
  ping: Client;
  onOpen: () => void;
  onFrame: (frame: Server) => void;
  onState: (state: FrameSocketState) => void;
  /** A socket never opened; browsers hide why, so the session may be worth a look. */
  onUnopened?: () => void;
  /** Fires `online` when the network is back. */
  network?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  random?: () => number;
}

/** A road of typed JSON frames that comes back after a loss, and notices one the browser does not report. */
export class FrameSocket<Client extends object, Server extends object> {
  state: FrameSocketState = { name: 'closed' };
  private socket: SocketLike | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private wasLive = false;
  private readonly retry: ReconnectTimer;

  constructor(private readonly options: FrameSocketOptions<Client, Server>) {
    this.retry = new ReconnectTimer(() => this.connect(), options.random);
  }

  open(): void {
    if (this.state.name !== 'closed') return;
    this.options.network?.addEventListener('online', this.retryNow);
    this.become({ name: 'connecting' });
    this.connect();
  }

  close(): void {
    this.options.network?.removeEventListener('online', this.retryNow);
    this.retry.reset();
    this.forget()?.close();
    this.wasLive = false;
    this.become({ name: 'closed' });
  }

  /** Also after a refusal. */
  readonly retryNow = (): void => {
    if (this.state.name === 'refused') this.connect();
    else this.retry.fire();
  };

  /** False when nobody is there to take it. */
  send(frame: Client): boolean {
    if (this.socket?.readyState !== OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  private connect(): void {
    this.become({ name: this.wasLive || this.retry.hasFailed ? 'reconnecting' : 'connecting' });
    const socket = this.options.dial();
    let isOpen = false;
    socket.onopen = () => {
      isOpen = this.wasLive = true;
      this.retry.reset();
      this.watch();
      this.become({ name: 'live' });
      this.options.onOpen();
    };
    socket.onmessage = ({ data }) => {
      this.watch();
      this.options.onFrame(JSON.parse(data) as Server);
    };
    socket.onclose = ({ reason }) => this.onClose(reason, isOpen);
    this.socket = socket;
  }

  private onClose(reason: string, wasOpen: boolean): void {
    this.forget();
    if (isErrorCode(reason) && !ERRORS[reason].retry) {
      this.become({ name: 'refused', code: reason });
      return;
    }
    if (!wasOpen) this.options.onUnopened?.();
    if (this.state.name !== 'closed') this.become({ name: 'reconnecting', retryAt: this.retry.start() });
  }

  /** Starts to wait for a sign of life anew. */
  private watch(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => {
      this.send(this.options.ping);
      this.silence = setTimeout(() => this.drop(), ANSWER_MS);
    }, SILENCE_MS);
  }

  private drop(): void {
    this.forget()?.close();
    this.onClose('', true);
  }

  private forget(): SocketLike | undefined {
    const { socket } = this;
    clearTimeout(this.silence);
    if (socket) socket.onopen = socket.onmessage = socket.onclose = null;
    this.socket = undefined;
    return socket;
  }

  private become(state: FrameSocketState): void {
    this.state = state;
    this.options.onState(state);
  }
}

const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(ERRORS, code);
