import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Longer than any handshake takes to answer a Retry. */
const TOKEN_MS = 10_000;
const MAC_BYTES = 16;
const HEADER_BYTES = 8 + MAC_BYTES;
const MAX_CID_BYTES = 20;

/**
 * RFC 9000 §8.1.2: a client repeats the token of a Retry and so shows that its address is its own, before anything is
 * kept of it. Issued at (8) ‖ MAC (16) ‖ the connection id the client first chose; of this process alone.
 */
export class RetryTokens {
  private readonly key = randomBytes(32);

  constructor(private readonly now: () => number = Date.now) {}

  /** @param issued the id the client shall use from now on */
  mint(address: string, issued: Uint8Array, original: Uint8Array): Buffer {
    const at = Buffer.alloc(8);
    at.writeBigUInt64BE(BigInt(this.now()));
    return Buffer.concat([at, this.mac(at, address, issued, original), original]);
  }

  /** The connection id the client first chose; undefined unless minted for just this, a moment ago. */
  open(token: Uint8Array, address: string, issued: Uint8Array): Buffer | undefined {
    const bytes = Buffer.from(token);
    if (bytes.length <= HEADER_BYTES || bytes.length > HEADER_BYTES + MAX_CID_BYTES) return undefined;
    const at = bytes.subarray(0, 8);
    const original = bytes.subarray(HEADER_BYTES);
    if (!timingSafeEqual(bytes.subarray(8, HEADER_BYTES), this.mac(at, address, issued, original))) return undefined;
    const age = this.now() - Number(at.readBigUInt64BE());
    return age >= 0 && age <= TOKEN_MS ? original : undefined;
  }

  private mac(at: Uint8Array, address: string, issued: Uint8Array, original: Uint8Array): Buffer {
    const hmac = createHmac('sha256', this.key);
    for (const part of [at, Buffer.from(address), issued, original]) hmac.update(Buffer.of(part.length)).update(part);
    return hmac.digest().subarray(0, MAC_BYTES);
  }
}
