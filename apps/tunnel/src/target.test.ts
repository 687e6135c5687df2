import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { dialTarget, formatTarget, parseTarget } from './target.js';

describe('parseTarget', () => {
  it.each([
    ['3000', { host: 'localhost', port: 3000 }],
    ['127.0.0.1:80', { host: '127.0.0.1', port: 80 }],
    ['http://web.lan', { host: 'web.lan', port: 80 }],
    ['http://localhost:5173/', { host: 'localhost', port: 5173 }],
    ['[::1]:25565', { host: '::1', port: 25565 }],
  ])('reads %s', (text, target) => {
    expect(parseTarget(text)).toEqual(target);
  });

  it.each([
    '',
    '0',
    '70000',
    'https://localhost:3000',
    'localhost:3000/path',
    'user@host:1',
    'localhost',
    'ftp://x:1',
    ':80',
  ])('refuses %j', (text) => {
    expect(() => parseTarget(text)).toThrow(RangeError);
  });

  it('writes IPv6 in brackets', () => {
    expect(formatTarget({ host: '::1', port: 1 })).toBe('[::1]:1');
  });
});

describe('dialTarget', () => {
  it('says in words that nobody listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    await new Promise((resolve) => server.close(resolve));
    await expect(dialTarget({ host: '127.0.0.1', port })).rejects.toMatchObject({
      code: 'target.unreachable',
      message: expect.stringContaining('refuses connections'),
    });
  });
});
