import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
// eslint-disable-next-line no-restricted-imports
import net from 'node:net';
import type { Duplex } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { MARKER } from '#libs/relay-protocol';
import { eventually } from '#libs/testing';
import { LeaseClient, type LeaseWish } from '../sdk-lease/lease-client.peer.js';
import { Tenants } from './engine/tenants.js';
import { useRelay } from './relay-stage.peer.js';
import { endTls, next, ReverseSession, tenantCertificate, visit } from './tenant.peer.js';

describe('the relay', () => {
  const { portal, keep, port } = useRelay();
  const tenant = async (wish?: LeaseWish): Promise<LeaseClient> => {
    const client = new LeaseClient(portal);
    const { status, body } = await client.register(wish);
    expect([status, body]).toMatchObject([201, {}]);
    return client;
  };
  const session = async (client: LeaseClient, upgrade = true): Promise<ReverseSession> => {
    const opened = await ReverseSession.open(port(), client.token, { upgrade });
    keep(opened.socket);
    return opened;
  };
  const readAll = async (stream: Duplex): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let part = await next(stream); part; part = await next(stream)) parts.push(part);
    return Buffer.concat(parts);
  };
  const stateOf = async (client: LeaseClient) =>
    portal
      .get(Tenants)
      .stats()
      .find(({ identityKey }) => identityKey === client.identityKey);

  it('brings a visitor to the tenant, whose TLS passes through untouched', async () => {
    const client = await tenant();
    const waiting = await session(client);
    expect(waiting.status).toBe(101);
    const certificate = await tenantCertificate(client.lease.hostname!);
    const visitor = visit(port(), client.lease.hostname!, certificate.caPem);
    expect(await waiting.start()).toBe(MARKER.tlsStart);
    const served = keep(await endTls(waiting, certificate));
    const browser = keep(await visitor);

    browser.end('hello');
    expect(String(await readAll(served))).toBe('hello');
    // The other direction is still open.
    const answer = randomBytes(3_000_000);
    served.end(answer);
    expect((await readAll(browser)).equals(answer)).toBe(true);
    await eventually('the visitor to have left', async () => (await stateOf(client))!.connections === 0);
    const { bytesIn, bytesOut } = (await stateOf(client))!;
    expect(bytesIn).toBeGreaterThan(300);
    expect(bytesOut).toBeGreaterThan(3_000_000);
  });

  it('passes on the end of a visitor who said all before anybody served it', async () => {
    const client = await tenant();
    const visitor = keep(net.connect({ port: port(), host: '127.0.0.1', allowHalfOpen: true }));
    visitor.end(await helloFor(client.lease.hostname!));
    const waiting = await session(client);
    expect(await waiting.start()).toBe(MARKER.tlsStart);
    expect((await readAll(waiting.socket)).length).toBeGreaterThan(100);
    waiting.socket.end('bye');
    expect(String(await readAll(visitor))).toBe('bye');
  });

  it('answers clients of protocol 5 by 200, and keeps their connection', async () => {
    const client = await tenant();
    const waiting = await session(client, false);
    expect(waiting.status).toBe(200);
    keep(net.connect({ port: port(), host: '127.0.0.1' })).write(await helloFor(client.lease.hostname!));
    expect(await waiting.start()).toBe(MARKER.tlsStart);
  });

  it('lets a visitor wait for the next session, and takes sessions in the order they came', async () => {
    const client = await tenant();
    const visitor = keep(net.connect({ port: port(), host: '127.0.0.1' }));
    visitor.write(await helloFor(client.lease.hostname!));
    const first = await session(client);
    expect(await first.start()).toBe(MARKER.tlsStart);
    const [second, third] = [await session(client), await session(client)];
    keep(net.connect({ port: port(), host: '127.0.0.1' })).write(await helloFor(client.lease.hostname!));
    expect(await second.start()).toBe(MARKER.tlsStart);
    expect((await stateOf(client))!.ready).toBe(1);
    third.close();
    await eventually('nobody to wait', async () => (await stateOf(client))!.ready === 0);
  });

  it('takes sessions that come by the portal’s own address', async () => {
    const client = await tenant();
    const socket = keep(net.connect({ port: Number(new URL(portal.url).port), host: '127.0.0.1' }));
    const waiting = await ReverseSession.over(socket, client.token);
    expect(waiting.status).toBe(101);
    keep(net.connect({ port: port(), host: '127.0.0.1' })).write(await helloFor(client.lease.hostname!));
    expect(await waiting.start()).toBe(MARKER.tlsStart);
    const stranger = keep(net.connect({ port: Number(new URL(portal.url).port), host: '127.0.0.1' }));
    expect((await ReverseSession.over(stranger, 'nonsense')).status).toBe(403);
  });

  it('keeps eight sessions of a lease', async () => {
    const client = await tenant();
    const sessions = await Promise.all(Array.from({ length: 9 }, () => session(client)));
    expect(sessions.every(({ status }) => status === 101)).toBe(true);
    let closed = 0;
    for (const { socket } of sessions) void gone(socket).then(() => closed++);
    await eventually('one to be closed', () => closed === 1);
    expect((await stateOf(client))!.ready).toBe(8);
  });

  it('closes what waits for a lease when it is registered anew, and leaves visitors alone', async () => {
    const client = await tenant();
    const busy = await session(client);
    const visitor = keep(net.connect({ port: port(), host: '127.0.0.1' }));
    visitor.write(await helloFor(client.lease.hostname!));
    expect(await busy.start()).toBe(MARKER.tlsStart);
    const waiting = [await session(client), await session(client, false)];
    const ended = Promise.all(waiting.map(({ socket }) => gone(socket)));
    expect((await client.register()).status).toBe(201);
    await ended;
    expect((await session(client)).status).toBe(101);
    expect(await stateOf(client)).toMatchObject({ ready: 1, connections: 1 });
    busy.socket.write('still here');
    expect(String(await next(visitor))).toBe('still here');
  });

  it.each([
    ['no token', () => '', 403, 'unauthorized'],
    ['a token of nobody', () => 'a.b.c', 403, 'unauthorized'],
  ])('refuses sessions with %s', async (_, token, status, code) => {
    const refused = await ReverseSession.open(port(), token());
    expect([refused.status, JSON.parse(refused.body)]).toMatchObject([status, { ok: false, error: { code } }]);
  });

  it('refuses sessions without a lease, and without approval', async () => {
    const admin = await portal.make.user({ role: 'admin' });
    const client = await tenant();
    const policy = (body: object) =>
      portal.fetch('/api/policy/leases', { as: admin, body: { identity_key: client.identityKey, ...body } });
    expect((await policy({ is_denied: true })).status).toBe(200);
    const refused = await ReverseSession.open(port(), client.token);
    expect([refused.status, JSON.parse(refused.body).error.code]).toEqual([403, 'lease_rejected']);
    await policy({ is_denied: false });
    expect((await ReverseSession.open(port(), client.token)).status).toBe(101);
    await client.unregister();
    const gone = await ReverseSession.open(port(), client.token);
    expect([gone.status, JSON.parse(gone.body).error.code]).toEqual([404, 'lease_not_found']);
  });

  it('cuts what is under way when its identity is banned', async () => {
    const admin = await portal.make.user({ role: 'admin' });
    const client = await tenant();
    const [waiting, idle] = [await session(client), await session(client)];
    const visitor = keep(net.connect({ port: port(), host: '127.0.0.1' }));
    visitor.write(await helloFor(client.lease.hostname!));
    await waiting.start();
    await portal.fetch('/api/policy/leases', {
      as: admin,
      body: { identity_key: client.identityKey, is_banned: true },
    });
    await Promise.all([gone(visitor), gone(idle.socket)]);
    const stranger = keep(net.connect({ port: port(), host: '127.0.0.1' }));
    stranger.write(await helloFor(client.lease.hostname!));
    await gone(stranger);
  });

  it('lets go without a word who is for nobody, or is no TLS client', async () => {
    for (const bytes of [await helloFor('nobody.localhost'), Buffer.from('GET / HTTP/1.1\r\n\r\n'), randomBytes(500)]) {
      const stranger = keep(net.connect({ port: port(), host: '127.0.0.1' }));
      stranger.write(bytes);
      expect((await readAll(stranger)).length).toBe(0);
    }
  });

  it('passes on what is for itself to the portal, with the address it came from', async () => {
    const answer = await overTls(
      port(),
      'GET /api/healthz HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 192.0.2.7\r\nConnection: close\r\n\r\n',
    );
    expect(answer).toContain('HTTP/1.1 200');
    expect(answer).toContain('{"ok":true,"data":{"status":"ok"}}');
  });

  const overTls = async (at: number, request: string): Promise<string> => {
    const socket = keep(await visit(at, 'localhost'));
    socket.write(request);
    return String(await readAll(socket));
  };
});

/** The other side has ended it, or it is broken. */
const gone = (socket: net.Socket): Promise<void> =>
  new Promise((resolve) => {
    socket.resume().once('end', resolve).once('close', resolve);
    // It may have ended while nobody listened.
    if (socket.readableEnded || socket.destroyed) resolve();
  });

/** The first bytes of a browser that wants this name. */
const helloFor = async (serverName: string): Promise<Buffer> => {
  const { default: tls } = await import('node:tls');
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const connected = once(server, 'connection') as Promise<[net.Socket]>;
  // eslint-disable-next-line no-restricted-imports
  const client = tls.connect({
    port: (server.address() as net.AddressInfo).port,
    host: '127.0.0.1',
    servername: serverName,
  });
  client.on('error', () => undefined);
  const [socket] = await connected;
  const [hello] = (await once(socket, 'data')) as [Buffer];
  client.destroy();
  socket.destroy();
  server.close();
  return hello;
};
