import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { HEAD_MAX, readRequestHead } from './request-head.js';

const read = (text: string) => readRequestHead(Buffer.from(text, 'latin1'));
const CONNECT =
  'GET /sdk/connect?x=1 HTTP/1.1\r\nHost: localhost\r\nX-Portal-Access-Token:\t a.b.c \t\r\nEmpty:\r\n\r\n';

describe('the head of a request', () => {
  it('is read up to its empty line, names in lower case and values without the space around them', () => {
    const reading = read(`${CONNECT}more`);
    expect(reading).toMatchObject({
      kind: 'head',
      length: CONNECT.length,
      head: { method: 'GET', target: '/sdk/connect?x=1', version: '1.1' },
    });
    expect(reading.kind === 'head' && Object.fromEntries(reading.head.headers)).toEqual({
      host: 'localhost',
      'x-portal-access-token': 'a.b.c',
      empty: '',
    });
  });

  it('is waited for at every length short of its whole', () => {
    for (let length = 0; length < CONNECT.length; length++)
      expect(read(CONNECT.slice(0, length)), `${length} bytes`).toEqual({ kind: 'more' });
  });

  it.each([
    ['a name that comes twice', 'GET / HTTP/1.1\r\nA: 1\r\na: 2\r\n\r\n'],
    ['a folded line', 'GET / HTTP/1.1\r\nA: 1\r\n 2\r\n\r\n'],
    ['space before the colon', 'GET / HTTP/1.1\r\nA : 1\r\n\r\n'],
    ['a control character', 'GET / HTTP/1.1\r\nA: 1\x002\r\n\r\n'],
    ['a bare line feed', 'GET / HTTP/1.1\r\nA: 1\nB: 2\r\n\r\n'],
    ['a line without a colon', 'GET / HTTP/1.1\r\nnonsense\r\n\r\n'],
    ['a target with a space', 'GET / x HTTP/1.1\r\n\r\n'],
    ['no version', 'GET /\r\n\r\n'],
    ['nothing', '\r\n\r\n'],
    ['more bytes than a head may have', `GET / HTTP/1.1\r\nA: ${'a'.repeat(HEAD_MAX)}`],
  ])('is invalid with %s', (_, text) => {
    expect(read(text)).toEqual({ kind: 'invalid' });
  });

  it.each([
    ['blanks', `GET / HTTP/1.1\r\nA:${' '.repeat(16_000)}\x01\r\n\r\n`],
    ['blanks between letters', `GET / HTTP/1.1\r\nA:${' a'.repeat(8_000)}\x01\r\n\r\n`],
    ['a long name', `GET / HTTP/1.1\r\n${'a'.repeat(16_000)}\x01\r\n\r\n`],
    ['a long target', `GET ${'/'.repeat(16_000)}\x01\r\n\r\n`],
  ])('is judged at once, whatever it is filled with: %s', (_, text) => {
    const before = performance.now();
    expect(read(text)).toEqual({ kind: 'invalid' });
    expect(performance.now() - before).toBeLessThan(50);
  });

  it('is never more than what is there, whatever the bytes', () => {
    const random = seededRandom(0x4ead);
    for (let round = 0; round < 3_000; round++) {
      const bytes = Buffer.from(CONNECT);
      for (let change = random.below(6); change >= 0; change--) bytes[random.below(bytes.length)] = random.below(256);
      const reading = readRequestHead(bytes.subarray(0, random.below(bytes.length + 1)));
      if (reading.kind !== 'head') continue;
      expect(bytes.toString('latin1', reading.length - 4, reading.length)).toBe('\r\n\r\n');
      for (const [name, value] of reading.head.headers) {
        expect(name).toMatch(/^[^\sA-Z:]+$/);
        expect(value).not.toMatch(/^[\t ]|[\t ]$|[\r\n\0]/);
      }
    }
  });
});
