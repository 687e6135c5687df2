import type { Refusal } from './terminal-state.js';

/** Where output appears. Writes are shown in their order. */
export interface TerminalScreen {
  readonly size: { cols: number; rows: number };
  write(bytes: Uint8Array, onRendered: () => void): void;
  /** Empties the screen, in order with the writes. */
  clear(): void;
  /** The bytes that follow were shown before: what they ask of the terminal was answered then. */
  replay(isReplay: boolean): void;
}

/** The part of a browser's WebSocket a session needs. */
export interface TerminalSocket {
  readonly readyState: number;
  binaryType: BinaryType;
  onopen: ((event: Event) => void) | null;
  onmessage: ((event: MessageEvent<string | ArrayBuffer>) => void) | null;
  onclose: ((event: Pick<CloseEvent, 'reason'>) => void) | null;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(): void;
}

/** A session of the server and the number of its output bytes that are on the screen. */
export interface SessionPlace {
  session: string;
  offset: number;
  /** Milliseconds since 1970. */
  startedAt: number;
}

export interface TerminalSessionOptions {
  /** Below `/ws`, without a query. */
  path: string;
  screen: TerminalScreen;
  /** A session that runs. Without an offset nothing of it was shown here yet. */
  resume?: { session: string; offset?: number; startedAt?: number };
  dial: (pathAndQuery: string, subprotocol: string) => TerminalSocket;
  /** Asked when a socket never opened, because browsers hide why: undefined means that it may work later. */
  diagnose: () => Promise<Refusal | undefined>;
  /** Fires `online` when the network is back. */
  network?: Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;
  random?: () => number;
}
