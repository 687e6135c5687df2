import { describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { readConnectReply } from './connect-reply.js';

const ACCEPTED_8 = 'HTTP/1.1 101 Switching Protocols\r\nUpgrade: raw\r\nConnection: Upgrade\r\n\r\n';
const ACCEPTED_5 = 'HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: keep-alive\r\n\r\n';
const BODY = '{"ok":false,"error":{"code":"lease_not_found","message":"gone"}}';
const REFUSED = `HTTP/1.1 404 Not Found\r\ncontent-length: ${BODY.length}\r\n\r\n${BODY}`;

const read = (text: string | Buffer, expected = 101, end = false) =>
  readConnectReply(Buffer.from(text as string, 'latin1'), { expected, end });

describe('readConnectReply', () => {
  it('takes the form of each generation and no other', () => {
    expect(read(ACCEPTED_8)).toEqual({ kind: 'accepted', rest: Buffer.alloc(0) });
    expect(read(ACCEPTED_5, 200)).toEqual({ kind: 'accepted', rest: Buffer.alloc(0) });
    expect(read(ACCEPTED_5, 101)).toMatchObject({ kind: 'refused', status: 200 });
  });

  it('leaves marker bytes glued to the header block to the stream', () => {
    expect(read(`${ACCEPTED_8}\x00\x02\x16\x03`)).toEqual({ kind: 'accepted', rest: Buffer.of(0, 2, 0x16, 3) });
  });

  it('waits at every truncation and is complete with the last byte', () => {
    for (let length = 0; length < REFUSED.length; length += 1) {
      expect(read(REFUSED.slice(0, length)), `${length} bytes`).toEqual({ kind: 'more' });
    }
    expect(read(REFUSED)).toEqual({ kind: 'refused', status: 404, body: BODY });
  });

  it('takes a refusal without a length at the end of the stream', () => {
    const reply = `HTTP/1.1 403 Forbidden\r\n\r\n${BODY}`;
    expect(read(reply)).toEqual({ kind: 'more' });
    expect(read(reply, 101, true)).toEqual({ kind: 'refused', status: 403, body: BODY });
  });

  it('refuses what is not HTTP, ends early or has no end', () => {
    expect(read('SSH-2.0-OpenSSH\r\n\r\n')).toEqual({ kind: 'invalid' });
    expect(read('HTTP/1.1 101', 101, true)).toEqual({ kind: 'invalid' });
    expect(read(`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(9000)}`)).toEqual({ kind: 'invalid' });
  });

  it('answers with one of its kinds whatever comes', () => {
    const random = seededRandom(5);
    for (let round = 0; round < 2_000; round += 1) {
      const bytes = Buffer.from(random.below(2) === 0 ? ACCEPTED_8 : REFUSED);
      for (let change = 0; change < 3; change += 1) bytes[random.below(bytes.length)] = random.below(256);
      expect(['more', 'invalid', 'accepted', 'refused']).toContain(read(bytes.toString('latin1')).kind);
    }
  });
});
