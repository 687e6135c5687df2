import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { DomainError } from '#libs/contracts';
import type { CredentialSource, UpgradeAdmission } from './credential-source.js';
import { HEARTBEAT_MS } from './heartbeat.js';
import { SocketPlaces } from './socket-places.js';
import { UpgradeRouter, type WebSocketRoute } from './upgrade-router.js';

interface Setup {
  route?: Partial<WebSocketRoute<string, string>>;
  admission?: Partial<UpgradeAdmission<string>>;
  authenticate?: (source: CredentialSource) => Promise<string | null>;
}

const open: { router: UpgradeRouter<string>; server: Server; sockets: (Socket | WebSocket)[] }[] = [];

afterEach(async () => {
  for (const { router, server, sockets } of open.splice(0)) {
    for (const socket of sockets)
      if (socket instanceof WebSocket) socket.terminate();
      else socket.destroy();
    await router.drain(100);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A server with one route that echoes; the user is `?user=`. */
const serve = async ({ route, admission, authenticate }: Setup = {}) => {
  const errors: unknown[] = [];
  const router = new UpgradeRouter<string>({
    authenticator: { authenticate: authenticate ?? (async ({ query }) => query.get('user')) },
    admission: {
      clientIp: (_headers, peer) => peer,
      admitIp: async () => undefined,
      acquire: async () => () => undefined,
      ...admission,
    },
    foreign: ['/foreign/'],
    onError: (error) => errors.push(error),
  });
  router.route<string>({
    path: '/ws/:room',
    maxPayloadBytes: 1_000,
    authorize: ({ params }) => params['room']!,
    open: (ws, room) => {
      ws.on('message', (data) => ws.send(`${room}: ${String(data)}`));
      ws.resume();
    },
    ...route,
  });
  const server = createServer((_request, response) => response.end('plain'));
  router.attach(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const sockets: (Socket | WebSocket)[] = [];
  open.push({ router, server, sockets });
  const client = (path: string, protocols: string[] = []): WebSocket => {
    const ws = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocols);
    sockets.push(ws);
    return ws;
  };
  const refusal = (path: string): Promise<{ status: number; body: { code: string; status: number; error: string } }> =>
    new Promise((resolve, reject) => {
      client(path)
        .on('open', () => reject(new Error('opened')))
        .on('error', () => undefined)
        .on('unexpected-response', (_request, response) => {
          let body = '';
          response.on('data', (chunk) => (body += chunk));
          response.on('end', () => resolve({ status: response.statusCode!, body: JSON.parse(body) }));
        });
    });
  const raw = (text: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1', () => socket.write(text));
      sockets.push(socket);
      let answer = '';
      socket.on('data', (chunk) => (answer += String(chunk))).on('close', () => resolve(answer));
    });
  return { router, server, port, client, refusal, raw, errors };
};

const closed = async (ws: WebSocket): Promise<{ code: number; reason: string }> => {
  const [code, reason] = (await once(ws, 'close')) as [number, Buffer];
  return { code, reason: String(reason) };
};

describe('the upgrade router', () => {
  it('opens a route with its parameters decoded', async () => {
    const { client, router } = await serve();
    const ws = client('/ws/caf%C3%A9?user=ada');
    ws.on('open', () => ws.send('hi'));
    expect(String((await once(ws, 'message'))[0])).toBe('café: hi');
    expect([router.open, router.counters.opened]).toEqual([1, 1]);
  });

  it('loses nothing that is sent before the road listens', async () => {
    const got: string[] = [];
    const { client } = await serve({
      route: {
        open: async (ws) => {
          await new Promise((resolve) => setTimeout(resolve, 50));
          ws.on('message', (data) => {
            got.push(String(data));
            if (got.length === 3) ws.close();
          });
          ws.resume();
        },
      },
    });
    const ws = client('/ws/a?user=ada');
    ws.on('open', () => ['1', '2', '3'].forEach((text) => ws.send(text)));
    await closed(ws);
    expect(got).toEqual(['1', '2', '3']);
  });

  it.each([
    ['/nothing/here', 404, 'route.not_found'],
    ['/ws/%E0%A4%A?user=ada', 404, 'route.not_found'],
    ['/ws/a', 401, 'auth.required'],
  ])('answers %s with the error body of the REST side', async (path, status, code) => {
    const { refusal, router } = await serve();
    expect(await refusal(path)).toEqual({ status, body: { code, status, error: expect.any(String) } });
    expect(router.counters.refused.get(code as never)).toBe(1);
  });

  it('asks in order: path, address, credential, authorisation, place', async () => {
    const order: string[] = [];
    const { client, refusal } = await serve({
      admission: {
        admitIp: async () => void order.push('address'),
        acquire: async () => {
          order.push('place');
          return () => undefined;
        },
      },
      authenticate: async ({ query }) => {
        order.push('credential');
        return query.get('user');
      },
      route: {
        authorize: () => {
          order.push('authorisation');
          return '';
        },
      },
    });
    await refusal('/else');
    expect(order).toEqual([]);
    await once(client('/ws/a?user=ada'), 'open');
    expect(order).toEqual(['address', 'credential', 'authorisation', 'place']);
  });

  it('passes on what its parts throw, and hides what is ours', async () => {
    const blocked = await serve({
      admission: {
        admitIp: async () => {
          throw new DomainError('rate.exceeded');
        },
      },
    });
    expect((await blocked.refusal('/ws/a?user=ada')).status).toBe(429);
    const broken = await serve({
      route: {
        authorize: () => {
          throw new Error('secret detail');
        },
      },
    });
    const { status, body } = await broken.refusal('/ws/a?user=ada');
    expect([status, body.code]).toEqual([500, 'internal']);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(broken.errors).toHaveLength(1);
  });

  it('closes a socket whose road fails, with the code of the table', async () => {
    const { client } = await serve({
      route: {
        open: async () => {
          throw new DomainError('target.blocked');
        },
      },
    });
    expect(await closed(client('/ws/a?user=ada'))).toEqual({ code: 4495, reason: 'target.blocked' });
  });

  it('gives a place back when its socket closes, and when the handshake fails', async () => {
    const places = new SocketPlaces(2);
    const { client, refusal, raw } = await serve({ admission: { acquire: async (user) => places.acquire(user) } });
    const [one, two] = [client('/ws/a?user=ada'), client('/ws/a?user=ada')];
    await Promise.all([once(one, 'open'), once(two, 'open')]);
    expect((await refusal('/ws/a?user=ada')).body.code).toBe('rate.exceeded');
    await once(client('/ws/a?user=bob'), 'open');
    one.close();
    await once(one, 'close');
    await raw('GET /ws/a?user=ada HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
    expect(places.count('ada')).toBe(1);
    await once(client('/ws/a?user=ada'), 'open');
  });

  it('answers a broken handshake as JSON', async () => {
    const { raw } = await serve();
    const answer = await raw(
      'GET /ws/a?user=x HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    expect(answer).toMatch(/^HTTP\/1.1 400 Bad Request\r\n/);
    expect(answer).toContain('"code":"request.invalid"');
  });

  it('leaves the offers of foreign paths and other protocols alone', async () => {
    const { server, raw, port } = await serve();
    server.on('upgrade', ({ url }, socket) => url?.startsWith('/foreign/') && socket.end('HTTP/1.1 299 Mine\r\n\r\n'));
    const head = 'HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n';
    expect(await raw(`GET /foreign/x ${head}`)).toBe('HTTP/1.1 299 Mine\r\n\r\n');
    const answer = await new Promise<string>((resolve) => {
      const headers = { connection: 'Upgrade, HTTP2-Settings', upgrade: 'h2c', 'http2-settings': 'AA' };
      request({ port, host: '127.0.0.1', headers }, (response) => {
        response.on('data', (chunk) => resolve(String(chunk)));
      }).end();
    });
    expect(answer).toBe('plain');
  });

  it('hands raw upgrades over with the bytes that came along', async () => {
    const { router, raw } = await serve();
    router.rawRoute({
      path: '/raw/:name',
      protocol: 'tcp',
      open: (socket, head, _request, { name }) => socket.end(`HTTP/1.1 101 OK\r\n\r\n${name} ${String(head)}`),
    });
    const head = 'HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n';
    expect(await raw(`GET /raw/one ${head}first bytes`)).toBe('HTTP/1.1 101 OK\r\n\r\none first bytes');
  });

  it('chooses the subprotocol it speaks and takes clients without one', async () => {
    const { client } = await serve({ route: { subprotocols: ['v2', 'v1'] } });
    const [both, none] = [client('/ws/a?user=x', ['v1', 'v2']), client('/ws/a?user=x')];
    await Promise.all([once(both, 'open'), once(none, 'open')]);
    expect([both.protocol, none.protocol]).toEqual(['v2', '']);
  });

  it('closes a message larger than the route takes', async () => {
    const { client } = await serve();
    const ws = client('/ws/a?user=x');
    ws.on('open', () => ws.send('x'.repeat(1_001)));
    expect((await closed(ws)).code).toBe(1009);
  });

  it('asks everybody to come back, ends who does not go, and takes nobody new', async () => {
    const { client, router, refusal } = await serve();
    const [polite, deaf] = [client('/ws/a?user=x'), client('/ws/a?user=y')];
    await Promise.all([once(polite, 'open'), once(deaf, 'open')]);
    deaf.pause();
    const gone = closed(polite);
    await router.drain(50);
    expect(await gone).toEqual({ code: 1012, reason: 'server.draining' });
    expect(router.open).toBe(0);
    expect((await refusal('/ws/a?user=z')).body.code).toBe('server.draining');
  });

  it('ends a peer that neither answers nor moves bytes, and keeps one that answers', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    try {
      const { client, router } = await serve();
      const [deaf, alive] = [client('/ws/a?user=x'), client('/ws/a?user=y')];
      await Promise.all([once(deaf, 'open'), once(alive, 'open')]);
      deaf.pause();
      const pinged = once(alive, 'ping');
      vi.advanceTimersByTime(HEARTBEAT_MS);
      await pinged;
      // Frames keep their order: when this one is answered, the answer to the heartbeat has arrived too.
      alive.ping();
      await once(alive, 'pong');
      vi.advanceTimersByTime(HEARTBEAT_MS);
      expect(router.heartbeat.dead).toBe(1);
      await vi.waitUntil(() => router.open === 1);
      expect(alive.readyState).toBe(WebSocket.OPEN);
    } finally {
      vi.useRealTimers();
    }
  });
});
