import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '#libs/testing';
import { HlsConnection } from './hls-connection.js';

const FILE = Buffer.from('HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nfile');
const BIG = Buffer.alloc(32 * 1024 * 1024, 'HTTP');
const GET = (name: string, more = ''): string => `GET /api/stream/k/hls/${name} HTTP/1.1\r\nHost: x\r\n${more}\r\n`;

describe('a connection for files of streams', () => {
  let server: Server;
  let handedOver = 0;
  let late: (() => void)[] = [];
  let newest: HlsConnection;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => response.end(`node ${request.method} ${request.url} ${Buffer.concat(parts)}`));
    });
    server.on('upgrade', (_request, socket, head) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\n\r\n');
      socket.write(head);
      socket.pipe(socket);
    });
    const parsers = server.listeners('connection') as ((socket: Socket) => void)[];
    server.removeAllListeners('connection');
    server.on('connection', (socket: Socket) => {
      const answer = (url: string) => {
        if (url.includes('late')) return new Promise<Buffer>((resolve) => late.push(() => resolve(FILE)));
        if (url.includes('big')) return BIG;
        return url.includes('other') ? undefined : FILE;
      };
      newest = new HlsConnection(socket, answer, () => {
        handedOver++;
        for (const read of parsers) read.call(server, socket);
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const open = async () => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(socket);
    let got = '';
    socket.on('data', (chunk) => (got += chunk.toString('latin1')));
    await once(socket, 'connect');
    handedOver = 0;
    late = [];
    const says = (text: string) => eventually(text, () => got.includes(text));
    return { socket, says, got: () => got, count: (text: string) => got.split(text).length - 1 };
  };

  it('is answered as often as it asks, and never handed over', async () => {
    const { socket, count } = await open();
    for (let n = 1; n <= 20; n++) {
      socket.write(GET(`${n}.mp4`, 'Connection: keep-alive\r\n'));
      await eventually('an answer', () => count('file') === n);
    }
    expect(handedOver).toBe(0);
  });

  it('is handed over with the first request that is another one, answers in order', async () => {
    const { socket, says, got } = await open();
    socket.write(GET('1.mp4'));
    await says('file');
    socket.write('POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello');
    await says('node POST /api/x hello');
    socket.write(GET('2.mp4'));
    await says('node GET /api/stream/k/hls/2.mp4');
    expect(handedOver).toBe(1);
    expect(got().indexOf('file')).toBeLessThan(got().indexOf('node'));
  });

  it.each([
    ['what memory does not know', GET('other.mp4'), 'node GET /api/stream/k/hls/other.mp4'],
    ['a body', GET('1.mp4', 'Content-Length: 2\r\n') + 'hi', 'node GET /api/stream/k/hls/1.mp4 hi'],
    ['an announced body', GET('1.mp4', 'content-length: 0\r\n'), 'node GET'],
    ['chunks', GET('1.mp4', 'Transfer-Encoding: chunked\r\n') + '2\r\nhi\r\n0\r\n\r\n', '/1.mp4 hi'],
    ['no host', 'GET /api/stream/k/hls/1.mp4 HTTP/1.1\r\n\r\n', '400 Bad Request'],
    ['the old version', 'GET /api/stream/k/hls/1.mp4 HTTP/1.0\r\n\r\n', 'node GET'],
    ['its end', GET('1.mp4', 'Connection: close\r\n'), 'node GET'],
    ['a folded line', GET('1.mp4', 'X: a\r\n b\r\n'), 'HTTP/1.1'],
    ['a line that only some would end', GET('1.mp4', 'X: a\nContent-Length: 2\r\n') + 'hi', 'HTTP/1.1 400'],
    ['a line without a name', GET('1.mp4', ': a\r\n'), 'HTTP/1.1 400'],
    ['a space behind a name', GET('1.mp4', 'X : a\r\n'), 'HTTP/1.1'],
    [
      'a line in the address',
      'GET /api/stream/k/hls/1.mp4?\r\nX: HTTP/1.1\r\nHost: x\r\n\r\n',
      'node GET /api/stream/k/hls/1.mp4?',
    ],
    ['a line in the query', GET('1.mp4?v=\r\nX:y'), 'node GET /api/stream/k/hls/1.mp4?v='],
    ['no HTTP', 'hello\r\n\r\n', '400 Bad Request'],
  ])('is handed over with %s', async (_what, request, answer) => {
    const { socket, says, got } = await open();
    socket.write(request);
    await says(answer);
    expect(handedOver).toBe(1);
    expect(got()).not.toContain('\r\n\r\nfile');
  });

  it('is handed over with two requests in a packet, and with a piece of one', async () => {
    const { socket, says } = await open();
    socket.write(GET('1.mp4') + GET('2.mp4'));
    await says('node GET /api/stream/k/hls/2.mp4');
    const other = await open();
    const request = GET('3.mp4');
    other.socket.write(request.slice(0, 20));
    await eventually('the handing over', () => handedOver === 1);
    other.socket.write(request.slice(20));
    await other.says('node GET /api/stream/k/hls/3.mp4');
  });

  it.each([
    ['at once', 0],
    ['after files', 3],
  ])('upgrades when it has been handed over %s', async (_when, files) => {
    const { socket, says, count } = await open();
    for (let n = 1; n <= files; n++) {
      socket.write(GET('1.mp4'));
      await eventually('an answer', () => count('file') === n);
    }
    socket.write('GET /ws HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\nhead');
    await says('101 Switching');
    socket.write(' and more');
    await says('head and more');
  });

  it.each([
    ['first', 0],
    ['later', 3],
  ])('reads nothing while it waits for what it asks %s, and answers in order', async (_when, files) => {
    const { socket, says, got, count } = await open();
    for (let n = 1; n <= files; n++) {
      socket.write(GET('1.mp4'));
      await eventually('an answer', () => count('file') === n);
    }
    socket.write(GET('late.mp4'));
    await eventually('the question', () => late.length === 1);
    socket.write('POST /api/x HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\nhello');
    await new Promise((resolve) => setImmediate(resolve));
    expect(count('HTTP/1.1')).toBe(files);
    late[0]!();
    await says('node POST /api/x hello');
    expect(count('file')).toBe(files + 1);
    expect(got().lastIndexOf('file')).toBeLessThan(got().indexOf('node'));
  });

  it('survives those who leave', async () => {
    const { socket } = await open();
    socket.write(GET('late.mp4'));
    await eventually('the question', () => late.length === 1);
    socket.resetAndDestroy();
    late[0]!();
    const other = await open();
    other.socket.end(GET('1.mp4'));
    await other.says('file');
    await eventually('the end', () => other.socket.closed);
  });

  const silence = (sweeps: number): void => {
    for (let n = 0; n < sweeps; n++) newest.sweep();
  };

  it('is closed after five sweeps of silence, and not while it asks', async () => {
    const { socket, count } = await open();
    for (let n = 1; n <= 3; n++) {
      socket.write(GET('1.mp4'));
      await eventually('an answer', () => count('file') === n);
      silence(5);
    }
    socket.write(GET('1.mp4'));
    await eventually('an answer', () => count('file') === 4);
    silence(6);
    await eventually('the end', () => socket.closed);
  });

  it('is not silent while it takes what it asked for', async () => {
    const { socket, got } = await open();
    socket.pause();
    socket.write(GET('big.mp4'));
    await eventually('the first bytes', () => socket.readableLength > 0);
    silence(20);
    socket.resume();
    await eventually('all of it', () => got().length === BIG.length);
    expect(socket.destroyed).toBe(false);
  });
});
