// eslint-disable-next-line no-restricted-imports
import net from 'node:net';
import { createHash, randomBytes, verify, X509Certificate } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { MARKER } from '#libs/relay-protocol';
import { LeaseClient } from '../sdk-lease/lease-client.peer.js';
import { Tenants } from './engine/tenants.js';
import { RelayServer } from './relay-server.js';
import { useRelay } from './relay-stage.peer.js';
import { endTls, next, ReverseSession, tenantCertificate, visit } from './tenant.peer.js';

describe('the relay at the portal’s own address', () => {
  const { portal, keep, port } = useRelay({ PORTAL_RATE_LIMITS: 'on', PORTAL_TRUSTED_PROXIES: '127.0.0.1' });
  const dial = (): net.Socket =>
    keep(net.connect({ port: Number(new URL(portal.url).port), host: '127.0.0.1', allowHalfOpen: true }));
  const tenant = async (): Promise<LeaseClient> => {
    const client = new LeaseClient(portal);
    expect((await client.register()).status).toBe(201);
    return client;
  };
  const all = async (stream: NodeJS.ReadableStream & net.Socket): Promise<Buffer> => {
    const parts: Buffer[] = [];
    for (let part = await next(stream); part; part = await next(stream)) parts.push(part);
    return Buffer.concat(parts);
  };

  it.each([
    ['by 101 to those that ask for an upgrade', true, 101],
    ['by 200 to those that ask to keep the connection', false, 200],
  ])('takes sessions, %s, and loses nothing of what ends first', async (_, upgrade, status) => {
    const client = await tenant();
    const waiting = await ReverseSession.over(dial(), client.token, { upgrade });
    expect(waiting.status).toBe(status);
    const certificate = await tenantCertificate(client.lease.hostname!);
    const visitor = visit(port(), client.lease.hostname!, certificate.caPem);
    expect(await waiting.start()).toBe(MARKER.tlsStart);
    const served = keep(await endTls(waiting, certificate));
    const browser = keep(await visitor);
    const question = randomBytes(300_000);
    browser.end(question);
    expect((await all(served)).equals(question)).toBe(true);
    const answer = randomBytes(3_000_000);
    served.end(answer);
    expect((await all(browser)).equals(answer)).toBe(true);
  });

  it.each([true, false])('refuses strangers as the relay does (upgrade: %s)', async (upgrade) => {
    const { status, body } = await ReverseSession.over(dial(), 'nonsense', { upgrade });
    expect([status, JSON.parse(body).error.code]).toEqual([403, 'unauthorized']);
  });

  it('takes sessions by GET alone, here and at the relay itself', async () => {
    const client = await tenant();
    const relay = keep(await visit(port(), 'localhost'));
    const ask = `Host: h\r\nX-Portal-Access-Token: ${client.token}\r\nConnection: Upgrade\r\nUpgrade: raw`;
    for (const socket of [dial(), relay]) {
      socket.write(`POST /sdk/connect HTTP/1.1\r\n${ask}\r\n\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 405 [^]*allow: GET[^]*"code":"method_not_allowed"/i);
    }
  });

  it('takes a session on a connection that has asked for something else before', async () => {
    const client = await tenant();
    const socket = dial();
    socket.write('GET /api/healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(String(await next(socket))).toMatch(/^HTTP\/1\.1 200 [^]*"ok"}}$/);
    expect((await ReverseSession.over(socket, client.token, { upgrade: false })).status).toBe(200);
    expect(portal.get(Tenants).stats()).toContainEqual(
      expect.objectContaining({ identityKey: client.identityKey, ready: 1 }),
    );
  });

  it('knows whom a proxy that is trusted brings, and bans that address only', async () => {
    const admin = await portal.make.user({ role: 'admin' });
    const ban = (is_banned: boolean) =>
      portal.fetch('/api/policy/ips', { as: admin, body: { ip: '192.0.2.77', is_banned } });
    const client = await tenant();
    await ban(true);
    const offer = async (from: string): Promise<string> => {
      const socket = dial();
      socket.write(
        `GET /sdk/connect HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: ${from}\r\n` +
          `X-Portal-Access-Token: ${client.token}\r\nConnection: keep-alive\r\n\r\n`,
      );
      return String(await next(socket));
    };
    expect(await offer('192.0.2.77')).toMatch(/^HTTP\/1\.1 403 [^]*"ip_banned"/);
    expect(await offer('192.0.2.78')).toMatch(/^HTTP\/1\.1 200 /);
    await ban(false);
  });

  it('takes as many sessions a minute as visitors come', async () => {
    const client = await tenant();
    for (let count = 0; count < 150; count++) {
      const { socket, status } = await ReverseSession.over(dial(), client.token);
      expect(status).toBe(101);
      socket.destroy();
    }
  });

  it('signs the handshakes of tenants, and says what is wrong in the words of the relay', async () => {
    const client = await tenant();
    const digest = createHash('sha256').update('a handshake').digest();
    const wish = {
      ...{ key_id: 'relay-cert', algorithm: 'ECDSA_SHA256', digest: digest.toString('base64') },
      ...{ timestamp_unix: Math.floor(Date.now() / 1000), nonce: randomBytes(16).toString('hex') },
    };
    const sign = (body: unknown, headers = {}) => portal.fetch('/v1/sign', { body, headers });
    const signed = await sign(wish, { 'x-portal-access-token': client.token });
    expect(signed.headers.get('access-control-allow-origin')).toBe('*');
    expect([signed.status, signed.body]).toMatchObject([200, { key_id: 'relay-cert', algorithm: 'ECDSA_SHA256' }]);
    const visitor = keep(await visit(port(), 'localhost'));
    const { publicKey } = new X509Certificate(visitor.getPeerX509Certificate()!.raw);
    expect(verify('sha256', Buffer.from('a handshake'), publicKey, Buffer.from(signed.body.signature, 'base64'))).toBe(
      true,
    );

    expect(await sign(wish)).toMatchObject({ status: 403, body: { error: { code: 'unauthorized' } } });
    const token = { 'x-portal-access-token': client.token };
    expect(await sign('{', token)).toMatchObject({ status: 400, body: { error: expect.any(String) } });
    expect(await sign({ ...wish, nonce: 'x'.repeat(5_000) }, token)).toMatchObject({ status: 400 });
    expect(await sign('x', { ...token, 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
    const got = await portal.fetch('/v1/sign', { headers: token });
    expect([got.status, got.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await portal.fetch('/v1/sign', { method: 'OPTIONS' })).status).toBe(204);
  });

  it('is told with the port it got, where any free one was asked for', async () => {
    const { port } = portal.get(RelayServer);
    const { body } = await portal.fetch('/ui/state');
    expect(body.data.relay.url).toBe(`https://localhost:${port}`);
    expect((await portal.fetch('/api/install.sh')).body).toContain(`RELAY_URL='https://localhost:${port}'`);
  });

  it('lets go of sessions when it stops', async () => {
    const client = await tenant();
    const sessions = [true, false].map((upgrade) => ReverseSession.over(dial(), client.token, { upgrade }));
    const ends = (await Promise.all(sessions)).map((waiting) => waiting.start().catch((error: Error) => error.message));
    await portal.stop();
    expect(await Promise.all(ends)).toEqual(['The session has ended.', 'The session has ended.']);
    await portal.start();
  });

  it('says that nobody is there in words after which clients come back', async () => {
    const client = await tenant();
    await portal.get(RelayServer).onApplicationShutdown();
    for (const upgrade of [true, false]) {
      const how = upgrade ? 'Connection: Upgrade\r\nUpgrade: raw' : 'Connection: keep-alive';
      const socket = dial();
      socket.write(`GET /sdk/connect HTTP/1.1\r\nHost: h\r\nX-Portal-Access-Token: ${client.token}\r\n${how}\r\n\r\n`);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 503 [^]*"code":"internal"/);
    }
    expect(await portal.fetch('/v1/sign', { body: {} })).toMatchObject({ status: 503 });
  });
});
