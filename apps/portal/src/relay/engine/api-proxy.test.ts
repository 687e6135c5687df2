import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import net from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { closed, eventually, seededRandom } from '#libs/testing';
import { ApiProxy } from './api-proxy.js';

describe('what passes the relay on its way to the portal', () => {
  const closing: (() => void)[] = [];
  afterEach(() => closing.splice(0).forEach((close) => close()));

  const listen = async (server: Server | net.Server): Promise<number> => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    });
    return (server.address() as net.AddressInfo).port;
  };
  /** A relay in front of whatever listens there; its port and what it logged. */
  const front = async (
    apiPort: number,
    onConnection?: (socket: net.Socket) => void,
  ): Promise<{ port: number; errors: unknown[] }> => {
    const errors: unknown[] = [];
    const proxy = new ApiProxy({
      api: () => new URL(`http://127.0.0.1:${apiPort}`),
      onError: (error) => errors.push(error),
      refusalOf: (url, { code }) => ({ url, code }),
      requestsPerAddress: 4,
      upgradesPerAddress: 2,
    });
    closing.push(() => proxy.close());
    const server = createServer((request, response) => proxy.pass(request, response));
    server.on('upgrade', (request, socket, head) => proxy.upgrade(request, socket, head));
    if (onConnection) server.prependListener('connection', onConnection);
    return { port: await listen(server), errors };
  };
  const behind = async (answer: RequestListener): Promise<{ port: number; server: Server }> => {
    const server = createServer(answer);
    return { server, port: (await front(await listen(server))).port };
  };
  const dial = (port: number, localAddress = '127.0.0.1'): net.Socket => {
    const socket = net.connect({ port, host: '127.0.0.1', localAddress });
    closing.push(() => socket.destroy());
    return socket;
  };
  const say = (port: number, request: string, localAddress?: string): Promise<string> => {
    const socket = dial(port, localAddress);
    socket.write(request);
    return text(socket);
  };
  const GET = 'GET / HTTP/1.1\r\nHost: relay.example\r\nConnection: close\r\n';

  it('keeps its body both ways, however it is framed', async () => {
    const { port } = await behind((request, response) => void request.pipe(response));
    const body = seededRandom(1).bytes(700_000);
    const stream = new ReadableStream({ pull: (to) => (to.enqueue(body), to.close()) });
    const ways: RequestInit[] = [{ body }, { body: stream, duplex: 'half' } as RequestInit];
    for (const way of ways) {
      // Loopback, nobody's target.
      // eslint-disable-next-line no-restricted-globals
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'PUT', ...way });
      expect(Buffer.from(await answer.arrayBuffer()).equals(body)).toBe(true);
    }
  });

  it('says who asked, and lets nobody else say so', async () => {
    const { port } = await behind(({ headers }, response) => response.end(JSON.stringify(headers)));
    const forged = ['X-Forwarded-For', 'x-forwarded-FOR', 'X-Real-IP', 'Forwarded', 'X-Forwarded-Proto'];
    const answer = await say(port, `${GET}${forged.map((name) => `${name}: 192.0.2.7\r\n`).join('')}\r\n`);
    const seen = JSON.parse(answer.split('\r\n\r\n')[1]!.replace(/^[\da-f]+\r\n|\r\n0$/g, ''));
    expect(seen).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'relay.example',
      host: 'relay.example',
    });
    expect(JSON.stringify(seen)).not.toContain('192.0.2.7');
  });

  it('loses what was meant for one connection, in both directions', async () => {
    let seen: IncomingMessage['headers'] = {};
    const { port } = await behind(({ headers }, response) => {
      seen = headers;
      response.writeHead(200, { Connection: 'x-between', 'X-Between': '1', 'X-Kept': '2', 'Keep-Alive': 'timeout=9' });
      response.end('done');
    });
    const answer = await say(
      port,
      'GET / HTTP/1.1\r\nHost: h\r\nConnection: close, X-Mine\r\nX-Mine: 1\r\nTE: trailers\r\nX-Kept: 3\r\n\r\n',
    );
    expect(seen).toMatchObject({ 'x-kept': '3' });
    expect(seen).not.toHaveProperty('x-mine');
    expect(seen).not.toHaveProperty('te');
    expect(answer).toContain('X-Kept: 2');
    expect(answer).not.toMatch(/x-between|timeout=9/i);
  });

  it.each(['Content-Length', 'Host', 'X-Forwarded-For', 'Transfer-Encoding'])(
    'is one request only, also when its Connection names %s',
    async (named) => {
      const asked: (string | undefined)[] = [];
      const { port } = await behind((request, response) => {
        asked.push(`${request.url} ${request.headers.host} ${String(request.headers['x-forwarded-for'])}`);
        void buffer(request).then((body) => response.end(`${body.length}`));
      });
      const hidden = 'GET /hidden HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 192.0.2.7\r\n\r\n';
      const head = `GET /seen HTTP/1.1\r\nHost: h\r\nConnection: close, ${named}\r\nContent-Length: ${hidden.length}\r\n\r\n`;
      expect(await say(port, head + hidden)).toMatch(new RegExp(`^HTTP/1.1 200[^]*${hidden.length}`));
      expect(asked).toEqual(['/seen h 127.0.0.1']);
    },
  );

  it('is answered by 503 while the portal is down', async () => {
    const gone = net.createServer();
    const apiPort = await listen(gone);
    gone.close();
    await once(gone, 'close');
    const { port, errors } = await front(apiPort);
    expect(await say(port, `${GET}\r\n`)).toMatch(/^HTTP\/1\.1 503 [^]*retry-after: 1/i);
    const upgrade = GET.replace('close', 'Upgrade\r\nUpgrade: websocket');
    expect(await say(port, `${upgrade}\r\n`)).toMatch(/^HTTP\/1\.1 503 /);
    expect(errors).toHaveLength(2);
  });

  it('is refused when it is one too many of its address, and nobody else’s is', async () => {
    const slow: ServerResponse[] = [];
    const { port } = await behind(
      ({ url }, response) => void (url === '/slow' ? slow.push(response) : response.end('ok')),
    );
    const waiting = Array.from({ length: 4 }, () => say(port, GET.replace('GET /', 'GET /slow') + '\r\n'));
    await eventually('all of them', () => slow.length === 4);
    expect(await say(port, `${GET}\r\n`)).toMatch(
      /^HTTP\/1\.1 429 [^]*retry-after: 1[^]*{"url":"\/","code":"rate.exceeded"}/i,
    );
    expect(await say(port, `${GET}\r\n`, '127.0.0.2')).toMatch(/^HTTP\/1\.1 200 /);
    slow.forEach((response) => response.end('done'));
    for (const answer of await Promise.all(waiting)) expect(answer).toMatch(/^HTTP\/1\.1 200 [^]*done/);
    expect(await say(port, `${GET}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('is counted with those of the same IPv6 site', async () => {
    const slow: ServerResponse[] = [];
    const apiPort = await listen(
      createServer(({ url }, response) => void (url === '/slow' ? slow.push(response) : response.end('ok'))),
    );
    const sources = [1, 2, 3, 4, 5].map((host) => `2001:db8:1:2::${host}`).concat('2001:db8:1:3::1');
    // This machine has one address of IPv6 only.
    const { port } = await front(apiPort, (socket) =>
      Object.defineProperty(socket, 'remoteAddress', { value: sources.shift() }),
    );
    const waiting = Array.from({ length: 4 }, () => say(port, GET.replace('GET /', 'GET /slow') + '\r\n'));
    await eventually('all of them', () => slow.length === 4);
    expect(await say(port, `${GET}\r\n`)).toMatch(/^HTTP\/1\.1 429 /);
    expect(await say(port, `${GET}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
    slow.forEach((response) => response.end('done'));
    await Promise.all(waiting);
  });

  it('may not become more sockets of one address than that may have', async () => {
    const { port, server } = await behind(() => undefined);
    server.on('upgrade', (_request, socket) => {
      socket.write('HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      socket.resume().on('end', () => socket.end());
    });
    const upgrade = GET.replace('close', 'Upgrade\r\nUpgrade: websocket') + '\r\n';
    const open = async (from?: string): Promise<net.Socket> => {
      const socket = dial(port, from);
      socket.write(upgrade);
      expect(String((await once(socket, 'data'))[0])).toMatch(/^HTTP\/1\.1 101 /);
      return socket;
    };
    const [first] = [await open(), await open()];
    expect(await say(port, upgrade)).toMatch(/^HTTP\/1\.1 429 Too Many Requests\r\n[^]*"rate.exceeded"/);
    await open('127.0.0.2');
    first!.destroy();
    await eventually('the place to be free', async () => {
      const socket = dial(port);
      socket.write(upgrade);
      const [answer] = await once(socket, 'data');
      socket.destroy();
      return String(answer).startsWith('HTTP/1.1 101 ');
    });
  });

  it('is cut when the portal breaks off its answer', async () => {
    const { port } = await behind((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half', () => response.destroy());
    });
    expect(await say(port, `${GET}\r\n`)).toMatch(/\r\n\r\nhalf$/);
  });

  it('is no longer worked on when its visitor leaves', async () => {
    const { port, server } = await behind(() => undefined);
    const arrived = once(server, 'request') as Promise<[IncomingMessage]>;
    const socket = dial(port);
    socket.write(`${GET}\r\n`);
    const [request] = await arrived;
    const left = closed(request.socket);
    socket.destroy();
    await left;
  });

  it('may become another protocol, whose first bytes on either side are not lost', async () => {
    const { port, server } = await behind(() => undefined);
    server.on('upgrade', (request, socket, head) => {
      const { upgrade, 'x-forwarded-for': from } = request.headers;
      socket.write(`HTTP/1.1 101 Switching\r\nConnection: Upgrade\r\nUpgrade: ${upgrade}\r\n\r\n${String(from)};`);
      socket.unshift(head);
      socket.pipe(socket);
    });
    const socket = dial(port);
    socket.write(
      'GET / HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: echo\r\nX-Forwarded-For: 192.0.2.7\r\n\r\nfirst',
    );
    let answer = '';
    for await (const chunk of socket) if ((answer += String(chunk)).endsWith('first')) break;
    expect(answer).toMatch(/^HTTP\/1\.1 101 [^]*Upgrade: echo[^]*\r\n\r\n127\.0\.0\.1;first$/);
  });

  it('may be refused another protocol, in words that can be read', async () => {
    const { port, server } = await behind(() => undefined);
    // Without a length: in chunks.
    server.on('upgrade', (_request, socket) =>
      socket.end('HTTP/1.1 400 Bad Request\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nno!\r\n0\r\n\r\n'),
    );
    const answer = await say(port, GET.replace('close', 'Upgrade\r\nUpgrade: websocket') + '\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).not.toMatch(/transfer-encoding/i);
    expect(answer).toMatch(/\r\n\r\nno!$/);
  });
});
