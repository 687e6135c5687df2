import type { WebSocket } from 'ws';
import { CreditWindow, type CreditWindowOptions } from './credit-window.js';

export interface ByteRoadOptions {
  /** Offset of the first byte that will be sent; offsets count bytes since the session began. */
  offset: number;
  window: CreditWindowOptions;
  /**
   * `client`: the reader confirms what it has used (`ack`). `flush`: it cannot, so a byte counts as confirmed once the
   * operating system took it.
   */
  acks: 'client' | 'flush';
  /** Turns bytes into a text message; without it they travel as they are. An empty string sends nothing yet. */
  encode?: (bytes: Buffer) => string;
  /** The source may produce bytes below this offset, `window` of them unconfirmed. Called in growing order. */
  onAllow: (offset: number, window: number) => void;
}

/** More than this in 10 ms is bulk, where small messages only cost: they are gathered up to the same size. */
const BULK_BYTES = 64 * 1024;
const BULK_MS = 10;
const GATHER_MS = 4;

/** Sums over all byte roads of the process, for metrics. */
export const byteRoadTotals = { bytes: 0, messages: 0, stalls: 0 };

/**
 * One direction of bytes to one WebSocket. The source is allowed to be a window ahead of the reader and no more;
 * chunks of one tick travel as one message, in bulk those of 4 ms. Nothing is dropped and nothing is queued beyond
 * the window.
 */
export class ByteRoad {
  private readonly credit: CreditWindow;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private isScheduled = false;
  private gathering: NodeJS.Timeout | undefined;
  private recent = { since: 0, bytes: 0 };
  private sent: number;
  private acked: number;
  private allowed: number;

  constructor(
    private readonly ws: WebSocket,
    private readonly options: ByteRoadOptions,
  ) {
    this.credit = new CreditWindow(options.window);
    this.sent = this.acked = this.allowed = options.offset;
  }

  /** Lets the source begin. */
  start(): void {
    this.allow();
  }

  /** The chunk must not be changed afterwards. */
  send(chunk: Buffer): void {
    this.pending.push(chunk);
    this.pendingBytes += chunk.length;
    if (this.pendingBytes >= BULK_BYTES) this.flush();
    else if (this.isScheduled) return;
    else if (this.isBulk) this.gathering ??= setTimeout(this.flush, GATHER_MS);
    else {
      this.isScheduled = true;
      process.nextTick(this.flush);
    }
  }

  /** False when the offset was never sent or lies before an earlier one. */
  ack(offset: number): boolean {
    if (this.options.acks !== 'client' || !(offset >= this.acked && offset <= this.sent)) return false;
    this.confirm(offset);
    return true;
  }

  private get isBulk(): boolean {
    return this.recent.bytes >= BULK_BYTES && performance.now() - this.recent.since < 2 * BULK_MS;
  }

  /** Bytes sent and not yet confirmed. */
  get unacked(): number {
    return this.sent - this.acked;
  }

  readonly flush = (): void => {
    this.isScheduled = false;
    clearTimeout(this.gathering);
    this.gathering = undefined;
    if (this.pendingBytes === 0) return;
    const bytes = this.pending.length === 1 ? this.pending[0]! : Buffer.concat(this.pending, this.pendingBytes);
    this.pending = [];
    this.pendingBytes = 0;
    if (this.ws.readyState !== this.ws.OPEN) return;

    const before = this.sent;
    const end = (this.sent += bytes.length);
    this.credit.onSent(before, end, this.acked);
    if (end - this.acked >= this.credit.size) byteRoadTotals.stalls++;
    this.note(bytes.length);
    byteRoadTotals.bytes += bytes.length;
    byteRoadTotals.messages++;

    const message = this.options.encode ? this.options.encode(bytes) : bytes;
    if (this.options.acks === 'client') this.ws.send(message);
    else if (message.length === 0) this.confirm(end);
    else this.ws.send(message, (error) => (error ? undefined : this.confirm(end)));
  };

  private note(bytes: number): void {
    const now = performance.now();
    if (now - this.recent.since > BULK_MS) this.recent = { since: now, bytes };
    else this.recent.bytes += bytes;
  }

  private confirm(offset: number): void {
    this.acked = offset;
    this.credit.onAcked(offset);
    this.allow();
  }

  /** In steps of a quarter of the window: one grant upstream for many small confirmations. */
  private allow(): void {
    const limit = this.acked + this.credit.size;
    if (limit - this.allowed < this.credit.size / 4) return;
    this.allowed = limit;
    this.options.onAllow(limit, this.credit.size);
  }
}
