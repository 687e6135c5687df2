import { once } from 'node:events';
import { connect as connectTcp, createServer, type AddressInfo, type Server } from 'node:net';
import { connect, createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { SelfProbe } from './self-probe.js';
import { TlsServerPeer } from './tls/tls-server.peer.js';

const signal = AbortSignal.timeout(20_000);

describe('SelfProbe', () => {
  const closing: (() => unknown)[] = [];

  const dialTo =
    (port: () => number) =>
    async (limit: AbortSignal): Promise<TLSSocket> => {
      const socket = connect({
        ...{ host: '127.0.0.1', port: port(), servername: 'demo.localhost' },
        ...{ minVersion: 'TLSv1.3', rejectUnauthorized: false },
      });
      closing.push(() => socket.destroy());
      await once(socket, 'secureConnect', { signal: limit });
      return socket;
    };

  const serve = async (probe: SelfProbe): Promise<TlsServerPeer> => {
    const peer = await TlsServerPeer.listen({ onKeys: probe.onKeys });
    closing.push(() => peer.close());
    return peer;
  };

  const portOf = async (server: Server): Promise<number> => {
    server.listen(0, '127.0.0.1');
    closing.push(() => server.close());
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  };

  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('is clear through a relay that passes bytes on, and knows its own connection from a caller', async () => {
    let port = 0;
    const probe = new SelfProbe({ dial: dialTo(() => port) });
    const peer = await serve(probe);
    port = await portOf(createServer((socket) => socket.pipe(connectTcp(peer.port, '127.0.0.1')).pipe(socket)));

    expect(await probe.check(signal)).toEqual({ kind: 'clear' });
    expect(probe.isOwn(await peer.next())).toBe(true);
    await dialTo(() => peer.port)(signal);
    expect(probe.isOwn(await peer.next())).toBe(false);
  });

  it('is intercepted by a relay that ends TLS with the very certificate and calls us itself', async () => {
    let port = 0;
    const probe = new SelfProbe({ dial: dialTo(() => port) });
    const peer = await serve(probe);
    const { pem, key } = peer.certificate;
    const relay = createTlsServer({ cert: pem, key: key.export({ type: 'pkcs8', format: 'pem' }) }, (socket) => {
      const onward = connect({ host: '127.0.0.1', port: peer.port, rejectUnauthorized: false });
      for (const end of [socket, onward]) end.on('error', () => undefined);
      closing.push(() => onward.destroy());
    });
    port = await portOf(relay);

    expect(await probe.check(signal)).toEqual({ kind: 'intercepted' });
    expect(probe.isOwn(await peer.next())).toBe(false);
  });

  it('is inconclusive when the call does not get through', async () => {
    const port = await portOf(createServer((socket) => socket.destroy()));
    const probe = new SelfProbe({ dial: dialTo(() => port) });

    expect(await probe.check(signal)).toMatchObject({ kind: 'inconclusive', cause: { code: 'ECONNRESET' } });
  });

  it('makes one call for several who ask at once', async () => {
    let calls = 0;
    let port = 0;
    const dial = dialTo(() => port);
    const probe = new SelfProbe({
      dial: (limit) => {
        calls++;
        return dial(limit);
      },
    });
    port = (await serve(probe)).port;

    expect(await Promise.all([probe.check(signal), probe.check(signal)])).toEqual([
      { kind: 'clear' },
      { kind: 'clear' },
    ]);
    expect(calls).toBe(1);
  });
});
