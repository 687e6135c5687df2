import { describe, expect, it } from 'vitest';
import { constantTimeEqual, hmac, randomToken, sha256 } from './index.js';

describe('tokens', () => {
  it('are URL-safe, of the length asked for, and never the same', () => {
    const tokens = Array.from({ length: 1000 }, () => randomToken(24));
    expect(new Set(tokens).size).toBe(1000);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{32}$/);
  });

  it('are compared whole, whatever their lengths', () => {
    expect(constantTimeEqual('abc', Buffer.from('abc'))).toBe(true);
    expect(constantTimeEqual('', '')).toBe(true);
    for (const other of ['', 'ab', 'abd', 'abcd']) expect(constantTimeEqual('abc', other)).toBe(false);
  });

  it('are hashed and signed as the standards say (FIPS 180-4, RFC 4231 case 2)', () => {
    expect(sha256('abc', 'hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('abc')).toEqual(Buffer.from(sha256('abc', 'hex'), 'hex'));
    expect(hmac('Jefe', 'what do ya want for nothing?').toString('hex')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });
});
