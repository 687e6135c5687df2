import 'reflect-metadata';
import { once } from 'node:events';
import { createServer } from 'node:http';
import net from 'node:net';
// eslint-disable-next-line no-restricted-imports
import tls from 'node:tls';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { closed, eventually } from '#libs/testing';
import { issueAuthority, issueLeaf } from '../../certificates/index.js';
import { ApiProxy } from './api-proxy.js';
import type { ConnectOffer, ReverseConnect } from './reverse-connect.js';
import { RootHost, type ServedCertificate } from './root-host.js';

describe('the relay under its own name', () => {
  const closing: (() => void)[] = [];
  afterEach(() => closing.splice(0).forEach((close) => close()));
  let certificate: ServedCertificate;
  beforeAll(async () => {
    const { certPem, keyPem } = await issueLeaf(await issueAuthority('test'), ['localhost']);
    certificate = { chainPem: certPem, keyPem };
  });

  const listen = async (server: net.Server): Promise<number> => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => server.close());
    return (server.address() as net.AddressInfo).port;
  };
  const open = async (patienceMs: number) => {
    const offers: ConnectOffer[] = [];
    const apiPort = await listen(createServer(({ url }, response) => void response.end(`api ${url}`)));
    const api = new ApiProxy({
      api: () => new URL(`http://127.0.0.1:${apiPort}`),
      onError: () => undefined,
      refusalOf: () => ({}),
    });
    const accept = async (stream: { end(text: string): unknown }, offer: ConnectOffer) => {
      offers.push(offer);
      stream.end('a session');
    };
    const connect = { accept } as unknown as ReverseConnect;
    const root = new RootHost({ certificate, connect, api, sign: () => undefined, patienceMs });
    const sockets = new Set<net.Socket>();
    const port = await listen(
      net.createServer({ allowHalfOpen: true }, (socket) => {
        sockets.add(socket.once('close', () => sockets.delete(socket)));
        root.accept(socket, () => undefined);
      }),
    );
    closing.push(() => {
      root.close();
      api.close();
      for (const socket of sockets) socket.destroy();
    });
    return { port, offers, sockets };
  };
  const dial = async (port: number): Promise<tls.TLSSocket> => {
    const socket = tls.connect({ port, host: '127.0.0.1', servername: 'localhost', rejectUnauthorized: false });
    closing.push(() => socket.destroy());
    await once(socket, 'secureConnect');
    return socket;
  };

  it.each([
    ['nothing', ''],
    ['the start of a word', 'G'],
    ['the half of a request', 'POST /api/x HTTP/1.1\r\nHost: localhost\r\nX-Slow: '],
    ['the half of a session’s request', 'GET /sdk/connect HTTP/1.1\r\nHost: local'],
  ])('does not wait for ever for who says %s', async (_, said) => {
    const { port, sockets } = await open(100);
    const socket = await dial(port);
    if (said) socket.write(said);
    await text(socket);
    await eventually('the relay to let go', () => sockets.size === 0);
  });

  it('does not wait for ever for a handshake', async () => {
    const { port, sockets } = await open(100);
    const socket = net.connect({ port, host: '127.0.0.1' });
    socket.write(Buffer.from([22, 3, 1]));
    socket.on('error', () => undefined).resume();
    await closed(socket);
    await eventually('the relay to let go', () => sockets.size === 0);
  });

  it.each([
    ['at once', 1000],
    ['byte by byte', 1],
  ])('reads a session’s request that comes %s, and its query', async (_, size) => {
    const { port, offers } = await open(5_000);
    const socket = await dial(port);
    const request =
      'GET /sdk/connect?v=8 HTTP/1.1\r\nHost: localhost\r\nX-Portal-Access-Token: t\r\nUpgrade: raw\r\n\r\n';
    for (let at = 0; at < request.length; at += size) socket.write(request.slice(at, at + size));
    expect(await text(socket)).toBe('a session');
    expect(offers).toEqual([{ accessToken: 't', address: '127.0.0.1', version: '1.1', isUpgrade: true }]);
  });

  it('passes on whatever only begins like one', async () => {
    const { port, offers } = await open(5_000);
    const socket = await dial(port);
    socket.write('GET /sdk/connected HTTP/1.1\r\nHost: localhost\r\n\r\nGET /sd HTTP/1.1\r\nHost: localhost\r\n');
    socket.write('Connection: close\r\n\r\n');
    expect(await text(socket)).toMatch(/api \/sdk\/connected[^]*api \/sd$/);
    expect(offers).toEqual([]);
  });

  it.each([
    ['', false],
    ['Connection: Upgrade\r\nUpgrade: raw\r\n', true],
  ])('makes a session of a connection that has asked for something else before (%j)', async (how, isUpgrade) => {
    const { port, offers } = await open(5_000);
    const socket = await dial(port);
    socket.write('GET /first HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'data');
    socket.write(`GET /sdk/connect HTTP/1.1\r\nHost: localhost\r\nX-Portal-Access-Token: t\r\n${how}\r\n`);
    expect(await text(socket)).toMatch(/a session$/);
    expect(offers).toEqual([{ accessToken: 't', address: '127.0.0.1', version: '1.1', isUpgrade }]);
  });
});
