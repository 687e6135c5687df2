import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { signLeaseToken, verifyLeaseToken } from './lease-token.js';
import { Secp256k1Key } from './secp256k1-key.js';

const key = Secp256k1Key.fromPrivate(Buffer.alloc(32, 7));
const identity = { name: 'demo', address: Secp256k1Key.fromPrivate(Buffer.alloc(32, 9)).address };
const issuer = 'https://relay.example:8443';
const now = new Date('2026-01-02T03:04:05.678Z');
const expiresAt = new Date('2026-01-02T03:04:35.999Z');
const later = (ms: number): Date => new Date(now.getTime() + ms);
const unauthorized = expect.objectContaining({ name: 'ProtocolError', code: 'unauthorized' });

const token = signLeaseToken(key, { issuer, identity, jti: 'tok_0123456789abcdef', now, expiresAt });
const verify = (text: string, at = now, by = key.publicKeyHex) =>
  verifyLeaseToken(text, { publicKeyHex: by, issuer, now: at });

/** A token whose claims are `change`d and signed again. */
const forged = (change: object, header: object = { alg: 'ES256K', typ: 'JWT' }): string => {
  const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as object;
  const parts = [header, { ...claims, ...change }].map((part) =>
    Buffer.from(JSON.stringify(part)).toString('base64url'),
  );
  const input = parts.join('.');
  return `${input}.${key.signEs256k(Buffer.from(input)).toString('base64url')}`;
};

describe('a lease token', () => {
  it('gives back what was signed, until the second it expires in', () => {
    const read = verify(token);
    expect(read).toEqual({
      identity,
      identityKey: `demo:${identity.address.toLowerCase()}`,
      expiresAt: new Date('2026-01-02T03:04:35.000Z'),
      jti: 'tok_0123456789abcdef',
    });
    expect(verify(token, later(29_000))).toEqual(read);
    expect(() => verify(token, new Date('2026-01-02T03:04:35.000Z'))).toThrow(unauthorized);
    expect(() => verify(token, later(-1000))).toThrow(unauthorized);
  });

  it('says in its header whose it is and how it is signed', () => {
    const [header] = token.split('.');
    expect(JSON.parse(Buffer.from(header!, 'base64url').toString())).toEqual({
      alg: 'ES256K',
      typ: 'JWT',
      kid: key.address,
    });
  });

  it('may name its audience alone or in a list', () => {
    expect(verify(forged({ aud: 'portal-sdk' })).jti).toBe('tok_0123456789abcdef');
    expect(() => verify(forged({ aud: 'else' }))).toThrow(unauthorized);
    expect(() => verify(forged({ aud: undefined }))).toThrow(unauthorized);
  });

  it.each([
    { iss: 'https://other.example' },
    { sub: 'other:0x0' },
    { identity: { name: 'other', address: identity.address } },
    { identity: { name: '', address: 'x' } },
    { identity: null },
    { exp: '9999999999' },
    { exp: 1.5 },
    { nbf: undefined },
    { jti: 1 },
  ])('is refused with %j, though signed', (change) => expect(() => verify(forged(change))).toThrow(unauthorized));

  it('is refused when another key, no algorithm or nobody signed it', () => {
    expect(() => verify(token, now, Secp256k1Key.generate().publicKeyHex)).toThrow(unauthorized);
    expect(() => verify(forged({}, { alg: 'none' }))).toThrow(unauthorized);
    for (const text of [
      '',
      '.',
      '..',
      'a.b.c',
      `${token}.x`,
      token.split('.').slice(0, 2).join('.') + '.',
      'x'.repeat(9000),
    ]) {
      expect(() => verify(text)).toThrow(unauthorized);
    }
  });

  it('is refused however its bytes are changed', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 200; round++) {
      const bytes = Buffer.from(token);
      // The last characters of a part may hold bits that no byte takes.
      const at = random.below(bytes.length - 40);
      bytes[at] = bytes[at]! ^ (1 << random.below(7));
      expect(() => verify(bytes.toString('latin1'))).toThrow(unauthorized);
    }
  });
});
