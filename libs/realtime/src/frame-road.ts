import type { RawData, WebSocket } from 'ws';
import { DomainError, type ErrorFrame, LIMITS } from '#libs/contracts';
import { FloodGate } from './flood-gate.js';
import { asDomainError } from './upgrade-refusal.js';

interface Frame {
  type: string;
}

export interface FrameRoadOptions<Incoming extends Frame> {
  /** Checks the shape of a parsed frame. @throws DomainError request.invalid */
  parse: (frame: Frame & Record<string, unknown>) => Incoming;
  /** Frames of one socket are handled one after the other, in their order. */
  handle: (frame: Incoming) => void | Promise<void>;
  /** Binary messages; without it they are refused like any bad frame. */
  onBytes?: (bytes: Buffer) => void;
  /** Frames a second on average and at once; more closes the socket with `rate.exceeded`. */
  flood: { perSecond: number; burst: number };
  /** Frames that may wait for their handler before the socket is no longer read. */
  maxWaiting: number;
  /** Bytes of one frame; default `LIMITS.frameBytes`. */
  maxFrameBytes?: number;
  /** Bytes that may wait for the reader before it is closed with `consumer.slow`. */
  maxBufferedBytes: number;
  /** Told about failures that are ours. */
  onError?: (error: unknown) => void;
}

/** Sums over all frame roads of the process, for metrics. */
export const frameRoadTotals = { received: 0, sent: 0, refused: 0, floods: 0, slow: 0 };

/** Typed JSON frames over one WebSocket. A bad frame is answered with an `error` frame, never dropped in silence. */
export class FrameRoad<Incoming extends Frame, Outgoing extends Frame> {
  private readonly gate: FloodGate;
  private waiting: Incoming[] = [];
  private busy = false;
  private holding = false;

  constructor(
    readonly ws: WebSocket,
    private readonly options: FrameRoadOptions<Incoming>,
  ) {
    this.gate = new FloodGate(options.flood.perSecond, options.flood.burst);
    ws.on('message', (data: RawData, isBinary: boolean) => this.receive(data as Buffer, isBinary));
  }

  send(frame: Outgoing | ErrorFrame): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    frameRoadTotals.sent++;
    this.ws.send(JSON.stringify(frame));
    if (this.ws.bufferedAmount > this.options.maxBufferedBytes) {
      frameRoadTotals.slow++;
      this.ws.close(new DomainError('consumer.slow').closeCode, 'consumer.slow');
    }
  }

  /** Says why in an `error` frame, then closes with the code of the table. */
  fail(error: unknown): void {
    const failure = asDomainError(error);
    if (failure.code === 'internal') this.options.onError?.(error);
    this.send(errorFrame(failure));
    this.ws.close(failure.closeCode, failure.code);
    // A closing handshake needs somebody who reads.
    if (this.ws.isPaused) this.ws.resume();
  }

  private receive(data: Buffer, isBinary: boolean): void {
    if (this.ws.readyState !== this.ws.OPEN) return;
    frameRoadTotals.received++;
    if (!this.gate.admit()) {
      frameRoadTotals.floods++;
      this.fail(new DomainError('rate.exceeded'));
      return;
    }
    if (isBinary && this.options.onBytes) this.options.onBytes(data);
    else this.receiveFrame(data, isBinary);
  }

  private receiveFrame(data: Buffer, isBinary: boolean): void {
    let raw: (Frame & Record<string, unknown>) | undefined;
    try {
      raw = readFrame(data, isBinary, this.options.maxFrameBytes ?? LIMITS.frameBytes);
      const frame = this.options.parse(raw);
      if (this.busy) this.enqueue(frame);
      else this.run(frame);
    } catch (error) {
      this.refuse(error, raw);
    }
  }

  private run(frame: Incoming): void {
    const pending = this.options.handle(frame);
    if (!pending) return;
    this.busy = true;
    void this.drain(pending, frame);
  }

  private async drain(first: Promise<void>, frame: Incoming): Promise<void> {
    let pending: void | Promise<void> = first;
    let current: Incoming | undefined = frame;
    while (current) {
      try {
        await pending;
      } catch (error) {
        this.refuse(error, current);
      }
      current = this.waiting.shift();
      if (this.holding && this.waiting.length === 0) {
        this.holding = false;
        this.ws.resume();
      }
      try {
        pending = current && this.options.handle(current);
      } catch (error) {
        this.refuse(error, current);
        pending = undefined;
      }
    }
    this.busy = false;
  }

  private enqueue(frame: Incoming): void {
    this.waiting.push(frame);
    if (this.holding || this.waiting.length < this.options.maxWaiting) return;
    this.holding = true;
    this.ws.pause();
  }

  private refuse(error: unknown, about: object | undefined): void {
    frameRoadTotals.refused++;
    const failure = asDomainError(error);
    if (failure.code === 'internal') this.options.onError?.(error);
    this.send(errorFrame(failure, about));
  }
}

/** @throws DomainError request.invalid, request.too_large */
const readFrame = (data: Buffer, isBinary: boolean, maxBytes: number): Frame & Record<string, unknown> => {
  if (data.length > maxBytes) throw new DomainError('request.too_large');
  if (isBinary) throw new DomainError('request.invalid', { text: 'Binary messages are not expected here.' });
  let value: unknown;
  try {
    value = JSON.parse(data.toString('utf8'));
  } catch {
    throw new DomainError('request.invalid', { text: 'The message is not JSON.' });
  }
  if (typeof value !== 'object' || value === null || typeof (value as Frame).type !== 'string')
    throw new DomainError('request.invalid', { text: 'A message is an object with a "type".' });
  return value as Frame & Record<string, unknown>;
};

/** `about` is the frame that failed: its type and the client's own `ref` go back with the error. */
export const errorFrame = (error: DomainError, about?: object): ErrorFrame => {
  const { type, ref } = (about ?? {}) as { type?: unknown; ref?: unknown };
  return {
    type: 'error',
    code: error.code,
    message: error.message,
    ...(error.details === undefined ? {} : { details: error.details }),
    ...(typeof type === 'string' ? { in_reply_to: type.slice(0, 64) } : {}),
    ...(typeof ref === 'string' || typeof ref === 'number' ? { ref } : {}),
  };
};
