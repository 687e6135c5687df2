import { createHmac, randomBytes } from 'node:crypto';

const TOKEN_BYTES = 16;
/** RFC 9000 §10.3: shorter ones cannot pass for a packet. */
const MIN_BYTES = 21;
const MAX_BYTES = 43;

/**
 * RFC 9000 §10.3: tells a client at once that its connection is gone, as after a restart of the relay. The key is drawn
 * from one that outlives the process, so that the next one knows the tokens too.
 */
export class StatelessReset {
  private readonly key: Buffer;
  private second = 0;
  private sentInSecond = 0;

  constructor(
    secret: string,
    private readonly perSecond: number,
    private readonly now: () => number = Date.now,
  ) {
    this.key = createHmac('sha256', secret).update('portal quic stateless reset').digest();
  }

  tokenOf(connectionId: Uint8Array): Buffer {
    return createHmac('sha256', this.key).update(connectionId).digest().subarray(0, TOKEN_BYTES);
  }

  /** The packet to send in answer to `packet`; undefined when it is too short to be answered, or too many were. */
  answer(packet: Buffer, connectionId: Uint8Array): Buffer | undefined {
    // Shorter than what it answers, or two endpoints could go on forever.
    const length = Math.min(packet.length - 1, MAX_BYTES);
    if (length < MIN_BYTES || !this.isAllowed()) return undefined;
    const answer = randomBytes(length);
    answer[0] = (answer[0]! & 0x3f) | 0x40;
    this.tokenOf(connectionId).copy(answer, length - TOKEN_BYTES);
    return answer;
  }

  private isAllowed(): boolean {
    const second = Math.floor(this.now() / 1000);
    if (second !== this.second) [this.second, this.sentInSecond] = [second, 0];
    return ++this.sentInSecond <= this.perSecond;
  }
}
