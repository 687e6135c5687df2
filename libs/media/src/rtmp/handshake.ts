import { randomFillSync } from 'node:crypto';
import { MalformedMedia } from '../malformed-media.js';

/** RTMP 1.0 §5.2: a version byte, then a packet of time (4), zero (4) and noise, then an echo of the other's packet. */
export const HANDSHAKE_BYTES = 1536;
const VERSION = 3;

/**
 * S0, S1 and S2 to `hello`, which is C0 and C1. The zero in S1 asks those who sign their packet (Flash Player 9 and what
 * imitates it) for the simple form; encrypted RTMP is refused.
 * @throws MalformedMedia
 */
export const answerHello = (hello: Buffer): Buffer => {
  if (hello[0] !== VERSION) throw new MalformedMedia('RTMP version');
  return Buffer.concat([helloOf(), hello.subarray(1, 1 + HANDSHAKE_BYTES)]);
};

/** C0 and C1, or S0 and S1. */
export const helloOf = (): Buffer => {
  const hello = Buffer.alloc(1 + HANDSHAKE_BYTES);
  hello[0] = VERSION;
  randomFillSync(hello, 9);
  return hello;
};

/**
 * C2 to S0, S1 and S2.
 * @throws MalformedMedia
 */
export const echoOf = (answer: Buffer): Buffer => {
  if (answer[0] !== VERSION) throw new MalformedMedia('RTMP version');
  return answer.subarray(1, 1 + HANDSHAKE_BYTES);
};
