import { createHash } from 'node:crypto';
import type { CipherSuite } from './cipher-suites.js';
import { encodeMessage } from './server-messages.js';
import { HANDSHAKE } from './wire.js';

/** The running hash over every handshake message, headers included (RFC 8446 §4.4.1). */
export class Transcript {
  private readonly running;

  constructor(private readonly suite: CipherSuite) {
    this.running = createHash(suite.hash);
  }

  /** After a HelloRetryRequest the first hello is represented by its hash. */
  static afterRetry(suite: CipherSuite, firstHello: Buffer): Transcript {
    const transcript = new Transcript(suite);
    transcript.add(encodeMessage(HANDSHAKE.messageHash, createHash(suite.hash).update(firstHello).digest()));
    return transcript;
  }

  add(message: Buffer): void {
    this.running.update(message);
  }

  digest(): Buffer {
    return this.running.copy().digest();
  }
}
