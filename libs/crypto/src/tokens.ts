import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** `bytes` of randomness as URL-safe text of ⌈4⁄3 · bytes⌉ characters without padding. */
export const randomToken = (bytes = 32): string => randomBytes(bytes).toString('base64url');

export function sha256(data: string | Buffer): Buffer;
export function sha256(data: string | Buffer, encoding: 'hex' | 'base64url'): string;
export function sha256(data: string | Buffer, encoding?: 'hex' | 'base64url'): string | Buffer {
  const digest = createHash('sha256').update(data).digest();
  return encoding ? digest.toString(encoding) : digest;
}

export const hmac = (key: Buffer | string, data: string | Buffer): Buffer =>
  createHmac('sha256', key).update(data).digest();

/** Takes the same time wherever the two differ; only their lengths may show. */
export const constantTimeEqual = (a: string | Buffer, b: string | Buffer): boolean =>
  timingSafeEqual(sha256(a), sha256(b));
