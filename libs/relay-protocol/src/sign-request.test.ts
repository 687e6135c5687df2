import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { ProtocolError } from './relay-error.js';
import { checkSignRequest, parseSignRequest } from './sign-request.js';

const now = new Date('2026-01-02T03:04:05Z');
const digest = createHash('sha256').update('x').digest();
const request = {
  key_id: 'relay-cert',
  algorithm: 'ECDSA_SHA256',
  digest: digest.toString('base64'),
  timestamp_unix: now.getTime() / 1000,
  nonce: '0'.repeat(32),
};
const codeOf = (code: string) => expect.objectContaining({ name: 'ProtocolError', code });

describe('a sign request', () => {
  it('is read, checked, and gives the digest', () => {
    const read = parseSignRequest(JSON.stringify({ ...request, extra: 1 }));
    expect(read).toEqual(request);
    expect(checkSignRequest(read, { now })).toEqual({ algorithm: 'ECDSA_SHA256', digest });
  });

  it('may be as old, or as far ahead, as the skew allows', () => {
    const at = (ms: number) => () => checkSignRequest(request, { now: new Date(now.getTime() + ms), skewMs: 30_000 });
    expect(at(30_000)).not.toThrow();
    expect(at(-30_000)).not.toThrow();
    expect(at(31_000)).toThrow(codeOf('invalid_request'));
    expect(at(-31_000)).toThrow(codeOf('invalid_request'));
  });

  it.each([
    [{ key_id: 'other' }, 'unauthorized'],
    [{ algorithm: 'ED25519' }, 'invalid_request'],
    [{ algorithm: 'toString' }, 'invalid_request'],
    [{ algorithm: 'ECDSA_SHA384' }, 'invalid_request'],
    [{ digest: digest.subarray(1).toString('base64') }, 'invalid_request'],
    [{ digest: digest.toString('hex').slice(0, 44) + '!' }, 'invalid_request'],
  ])('is refused with %j: %s', (change, code) =>
    expect(() => checkSignRequest({ ...request, ...change }, { now })).toThrow(codeOf(code)),
  );

  it.each([
    ['{', 'invalid_json'],
    ['', 'invalid_json'],
    ['[]', 'invalid_request'],
    ['null', 'invalid_request'],
    [JSON.stringify({ ...request, nonce: '' }), 'invalid_request'],
    [JSON.stringify({ ...request, timestamp_unix: '1' }), 'invalid_request'],
    [JSON.stringify({ ...request, digest: 'A'.repeat(300) }), 'invalid_request'],
  ])('is not read from %s: %s', (body, code) => expect(() => parseSignRequest(body)).toThrow(codeOf(code)));

  it('fails with a protocol error, whatever the bytes are', () => {
    const random = seededRandom(11);
    const body = Buffer.from(JSON.stringify(request));
    for (let round = 0; round < 500; round++) {
      const bytes = Buffer.from(body);
      for (let change = 0; change <= random.below(3); change++) bytes[random.below(bytes.length)] = random.below(256);
      try {
        checkSignRequest(parseSignRequest(bytes.toString()), { now });
      } catch (error) {
        expect(error).toBeInstanceOf(ProtocolError);
      }
    }
  });
});
