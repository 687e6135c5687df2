import type { Socket } from 'node:net';
import { LANDING, landOf } from '#libs/realtime';

/** How often `sweep` is to be called. */
export const SWEEP_MS = 13_000;
/** So often in silence, and a connection is closed. */
const MAX_SWEEPS = 5;
/** As long as a viewer may take nothing of what it asked for. */
const STALLED_MS = 65_000;
const MAX_REQUEST_BYTES = 8 * 1024;

/** The response to a request for this address, or what becomes it without fail; undefined when it is for somebody else to answer. */
export type AnswerWire = (url: string) => Buffer | Promise<Buffer> | undefined;

/**
 * A connection as long as it asks for nothing but files of live streams, one plain `GET` a packet: those are read here without
 * an HTTP parser, which takes longer than all the rest. At the first byte that is anything else the connection is handed over with
 * that byte, for good. What a request could say that would change where it ends (RFC 9112 §6) is never read here.
 */
export class HlsConnection {
  /** What came after the address last time. */
  private usual = '';
  /** Since it last asked; a timer of its own would be wound up twice a request. */
  private sweeps = 0;
  private hasLeft = false;

  constructor(
    private readonly socket: Socket,
    private readonly answer: AnswerWire,
    /** Called when it asks for anything else: somebody else reads it from then on. */
    private readonly handOver: () => void,
  ) {
    socket.on('data', this.read).on('end', this.end).on('error', this.close).on('timeout', this.close);
  }

  readonly close = (): void => {
    this.socket.destroy();
  };

  /** Closes what has been silent for too long. */
  sweep(): void {
    if (++this.sweeps > MAX_SWEEPS && this.socket.writableLength === 0) this.close();
  }

  private readonly end = (): void => {
    this.socket.end();
  };

  /** Of the first request: who asks for a file will ask for more. */
  private readonly read = (chunk: Buffer): void => {
    // A pause from before would not hold.
    if (this.take(chunk) && !this.socket.isPaused()) landOf(this.socket, this.land);
  };

  private readonly land = (bytes: number): boolean => {
    const chunk = LANDING.subarray(0, bytes);
    if (this.hasLeft) return this.socket.push(Buffer.from(chunk));
    this.take(chunk);
    return true;
  };

  /** Whether the connection stays. */
  private take(chunk: Buffer): boolean {
    this.sweeps = 0;
    const url = this.urlOf(chunk);
    const answer = url === undefined ? undefined : this.answer(url);
    if (answer === undefined) this.leave(Buffer.from(chunk));
    else if (Buffer.isBuffer(answer)) this.write(answer);
    else {
      // Nothing is read meanwhile.
      this.socket.pause();
      void answer.then((wire) => {
        if (this.socket.destroyed) return;
        this.socket.resume();
        this.write(wire);
      });
    }
    return answer !== undefined;
  }

  /** Of a request that is all there is and has no more than a head; undefined of any other. */
  private urlOf(chunk: Buffer): string | undefined {
    if (chunk.length > MAX_REQUEST_BYTES) return undefined;
    const text = chunk.toString('latin1');
    if (!text.startsWith(GET)) return undefined;
    const urlEnd = text.indexOf(' ', GET.length);
    const rest = text.slice(urlEnd);
    // Players send the same headers each time.
    if (rest !== this.usual) {
      if (urlEnd < 0 || !isUsual(rest)) return undefined;
      this.usual = rest;
    }
    const url = text.slice(4, urlEnd);
    return NO_URL.test(url) ? undefined : url;
  }

  private write(wire: Buffer): void {
    const { socket } = this;
    if (socket.write(wire) || socket.writableLength === 0) return;
    // Nothing is read until it has been taken.
    socket.pause();
    socket.setTimeout(STALLED_MS);
    socket.once('drain', () => {
      socket.setTimeout(0);
      socket.resume();
    });
  }

  /** The bytes go back to where they came from, for the next reader. */
  private leave(chunk: Buffer): void {
    const { socket } = this;
    this.hasLeft = true;
    socket.off('data', this.read).off('end', this.end).off('error', this.close).off('timeout', this.close);
    socket.pause();
    socket.unshift(chunk);
    this.handOver();
    // Not within the event that brought the bytes.
    process.nextTick(() => socket.resume());
  }
}

const GET = 'GET /api/stream/';
/** Lines as they must be (RFC 9112 §5), and an end: nothing in them that another reader could take for the end of a line or name. */
const HEAD = /^ HTTP\/1\.1\r\n(?:[!#$%&'*+.^`|~\w-]+:[\t\x20-\x7e\x80-\xff]*\r\n)+\r\n$/;
const NO_URL = /[^\x21-\x7e]/;
/** What says that more comes than the head, or that this is the last request. */
const UNUSUAL = /\r\n(?:content-length|transfer-encoding|upgrade|expect|trailer|connection:(?! ?keep-alive\r\n))/i;
const HOST = /\r\nhost:/i;

/** From the version on: whether this is all of a request without a body, after which another may come. */
const isUsual = (rest: string): boolean => HEAD.test(rest) && !UNUSUAL.test(rest) && HOST.test(rest);
