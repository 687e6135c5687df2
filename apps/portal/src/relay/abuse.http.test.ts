import { once } from 'node:events';
// eslint-disable-next-line no-restricted-imports
import net from 'node:net';
import { describe, expect, it } from 'vitest';
import { MARKER } from '#libs/relay-protocol';
import { closed, eventually } from '#libs/testing';
import { LeaseClient } from '../sdk-lease/lease-client.peer.js';
import { useRelay } from './relay-stage.peer.js';
import { endTls, next, ReverseSession, tenantCertificate, visit } from './tenant.peer.js';

const SILENT = 2_000;
const SLOW = 500;
const IDLE = 300;
const GARBAGE = 200;
/** What the honest wait at most, on any machine: half of what a claim may take. */
const PATIENCE_MS = 5_000;

describe('a relay that is beleaguered', () => {
  const { portal, keep, port } = useRelay();

  it('serves who is honest meanwhile, and is rid of all others afterwards', async () => {
    const admin = await portal.make.user({ role: 'admin' });
    const figure = async (name: string): Promise<number> => {
      const { body } = await portal.fetch('/metrics', { as: admin });
      return Number(new RegExp(`^${name} (\\d+)$`, 'm').exec(body)![1]);
    };
    const client = new LeaseClient(portal);
    expect((await client.register()).status).toBe(201);
    const certificate = await tenantCertificate(client.lease.hostname!);
    /** A session, a visitor, a word each way; in milliseconds. */
    const honest = async (): Promise<number> => {
      const start = performance.now();
      const waiting = await ReverseSession.open(port(), client.token);
      keep(waiting.socket);
      expect(waiting.status).toBe(101);
      const visitor = visit(port(), client.lease.hostname!, certificate.caPem);
      expect(await waiting.start()).toBe(MARKER.tlsStart);
      const [served, browser] = [keep(await endTls(waiting, certificate)), keep(await visitor)];
      browser.write('ping');
      expect(String(await next(served))).toBe('ping');
      served.end('pong');
      expect(String(await next(browser))).toBe('pong');
      browser.destroy();
      return performance.now() - start;
    };
    await honest();
    expect(await figure('relay_connections_refused')).toBe(0);

    const silent = await Promise.all(Array.from({ length: SILENT }, () => stranger(port())));
    const waits = [await honest()];
    const slow = await Promise.all(Array.from({ length: SLOW }, () => stranger(port())));
    const drips = slow.map((socket) => drip(socket));
    waits.push(await honest());
    const idle = [];
    for (let count = 0; count < IDLE; count += 20) {
      idle.push(...(await Promise.all(Array.from({ length: 20 }, () => visit(port(), 'localhost')))).map(keep));
    }
    waits.push(await honest());
    for (let count = 0; count < GARBAGE; count += 20) {
      const refused = Array.from({ length: 20 }, (_, at) => ReverseSession.open(port(), `a.b.${count + at}`));
      for (const { status, socket } of await Promise.all(refused)) {
        expect(status).toBe(403);
        keep(socket).destroy();
      }
    }
    waits.push(await honest());
    expect(Math.max(...waits)).toBeLessThan(PATIENCE_MS);

    // The relay lets go of the first two kinds by itself; the others may still speak.
    await Promise.all([...silent, ...slow].map(closed));
    drips.forEach(clearInterval);
    expect(await figure('relay_connections_refused')).toBe(SILENT + SLOW);
    expect(await figure('relay_sockets_waiting')).toBe(0);
    idle.forEach((socket) => socket.destroy());
    await eventually('no socket to be left', async () => (await figure('relay_sockets')) === 0);
    expect([await figure('relay_connections'), await figure('relay_sessions_ready')]).toEqual([0, 0]);
    expect(await honest()).toBeLessThan(PATIENCE_MS);
  });

  const stranger = async (at: number): Promise<net.Socket> => {
    const socket = keep(net.connect({ port: at, host: '127.0.0.1' }));
    socket.on('error', () => socket.destroy()).resume();
    await once(socket, 'connect');
    return socket;
  };
});

/** The beginning of a ClientHello that never ends, a byte at a time. */
const drip = (socket: net.Socket): NodeJS.Timeout => {
  const hello = Buffer.from([22, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]);
  let sent = 0;
  return setInterval(() => {
    if (socket.writable) socket.write(Buffer.of(hello[sent++] ?? 0));
  }, 100);
};
