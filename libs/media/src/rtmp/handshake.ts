import { randomFillSync } from 'node:crypto';
import { MalformedMedia } from '../malformed-media.js';
import { ByteQueue } from './byte-queue.js';

/** RTMP 1.0 §5.2: a version byte, then a packet of time (4), zero (4) and noise, then an echo of the other's packet. */
const HANDSHAKE_BYTES = 1536;
const VERSION = 3;

/** C0 and C1, or S0 and S1. */
export const helloOf = (): Buffer => {
  const hello = Buffer.alloc(1 + HANDSHAKE_BYTES);
  hello[0] = VERSION;
  randomFillSync(hello, 9);
  return hello;
};

export interface Greeted {
  /** To be sent now. */
  answer?: Buffer;
  /** What came behind the handshake; there once it is done. */
  rest?: Buffer;
}

/**
 * The server's part. Its S1 holds a zero, which asks those who sign their packet (Flash Player 9 and what imitates it) for
 * the simple form; encrypted RTMP is refused.
 */
export class ServerGreeting {
  private readonly queue = new ByteQueue();
  private hasAnswered = false;

  /** @throws MalformedMedia */
  take(bytes: Buffer): Greeted {
    this.queue.push(bytes);
    const greeted: Greeted = {};
    if (!this.hasAnswered) {
      requireVersion(this.queue);
      const hello = take(this.queue, 1 + HANDSHAKE_BYTES);
      if (!hello) return greeted;
      this.hasAnswered = true;
      greeted.answer = Buffer.concat([helloOf(), hello.subarray(1)]);
    }
    if (take(this.queue, HANDSHAKE_BYTES)) greeted.rest = take(this.queue, this.queue.length);
    return greeted;
  }
}

/** The client's part, after its hello. */
export class ClientGreeting {
  private readonly queue = new ByteQueue();

  /** @throws MalformedMedia */
  take(bytes: Buffer): Greeted {
    this.queue.push(bytes);
    requireVersion(this.queue);
    const answer = take(this.queue, 1 + 2 * HANDSHAKE_BYTES);
    if (!answer) return {};
    return { answer: answer.subarray(1, 1 + HANDSHAKE_BYTES), rest: take(this.queue, this.queue.length) };
  }
}

const requireVersion = (queue: ByteQueue): void => {
  if (queue.length > 0 && queue.peek(1)![0] !== VERSION) throw new MalformedMedia('RTMP version');
};

const take = (queue: ByteQueue, length: number): Buffer | undefined => {
  if (queue.length < length) return undefined;
  const bytes = Buffer.allocUnsafe(length);
  queue.readInto(bytes, 0, length);
  return bytes;
};
