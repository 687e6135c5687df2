import { once } from 'node:events';
// eslint-disable-next-line no-restricted-imports
import net from 'node:net';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { ListenConnection } from '#libs/events';
import { MARKER } from '#libs/relay-protocol';
import { eventually } from '#libs/testing';
import { LeaseClient } from '../sdk-lease/lease-client.peer.js';
import { Leases } from '../sdk-lease/index.js';
import { useRelay } from './relay-stage.peer.js';
import { endTls, next, ReverseSession, tenantCertificate, visit } from './tenant.peer.js';

/** Nobody else of these tests has them. */
const FIRST_PORT = 21_700 + (process.pid % 200) * 4;

describe('a name that changes hands', () => {
  const { portal, keep, port } = useRelay({
    TCP_ENABLED: 'on',
    MIN_PORT: `${FIRST_PORT}`,
    MAX_PORT: `${FIRST_PORT + 3}`,
  });
  const session = async (client: LeaseClient): Promise<ReverseSession> => {
    const opened = await ReverseSession.open(port(), client.token);
    keep(opened.socket);
    expect(opened.status).toBe(101);
    return opened;
  };

  it('leads at once to who has it now, and never to the idle sessions of who had it', async () => {
    const clients = [new LeaseClient(portal, { name: 'shared' }), new LeaseClient(portal, { name: 'shared' })];
    const certificate = await tenantCertificate('shared.localhost');
    const meet = async (waiting: ReverseSession): Promise<void> => {
      const visitor = visit(port(), 'shared.localhost', certificate.caPem);
      expect(await waiting.start()).toBe(MARKER.tlsStart);
      const [served, browser] = [keep(await endTls(waiting, certificate)), keep(await visitor)];
      served.end('yours');
      expect(String(await next(browser))).toBe('yours');
    };
    /** Of whoever had the name before. */
    let idle: ReverseSession[] = [];
    for (let round = 0; round < 4; round++) {
      const client = clients[round % 2]!;
      expect((await client.register()).status).toBe(201);
      const waiting = await session(client);
      const left = idle.map((old) => old.start().catch((error: Error) => error.message));
      await meet(waiting);
      expect(await Promise.all(left)).toEqual(left.map(() => 'The session has ended.'));
      idle = [await session(client), await session(client), await session(client)];
      expect((await clients[(round + 1) % 2]!.register()).status).toBe(409);
      await client.unregister();
      // Of a burst of sessions only the first asks the table; the news may be a moment behind.
      const refused = async (): Promise<number> => (await ReverseSession.open(port(), client.token)).status;
      await eventually('its token to be worth nothing', async () => (await refused()) === 404);
    }
  });

  describe('while no process is told of anything', () => {
    /** Cuts the connection that tells, and keeps it cut; answers how it is let back. */
    const cut = async (): Promise<() => Promise<void>> => {
      const connection = portal.get(ListenConnection);
      connection.open = () => Promise.reject(new Error('held back'));
      await portal.get(DataSource).query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'portal-listen' AND datname = current_database()`,
      );
      await eventually('the connection to be gone', () => !connection.isListening);
      return async () => {
        Reflect.deleteProperty(connection, 'open');
        await eventually('the connection to be back', () => connection.isListening);
      };
    };
    const takeover = async (name: string) => {
      const [alice, bob] = [new LeaseClient(portal, { name }), new LeaseClient(portal, { name })];
      expect((await alice.register({ tcp_enabled: true })).status).toBe(201);
      return { alice, bob };
    };
    const knock = async (at: number, hostname: string): Promise<net.Socket> => {
      const socket = keep(net.connect({ port: at, host: '127.0.0.1' }));
      socket.on('error', () => socket.destroy());
      await once(socket, 'connect');
      if (at === port()) visit(port(), hostname).then(keep, () => undefined);
      return socket;
    };
    const isLeft = (waiting: ReverseSession): Promise<string | number> =>
      waiting.start().catch((error: Error) => error.message);

    it.each(['its name', 'its port'])('leads to who has it now, by %s', async (way) => {
      const { alice, bob } = await takeover(way === 'its name' ? 'gap-name' : 'gap-port');
      const at = (): number => (way === 'its name' ? port() : Number(alice.lease.tcp_addr!.split(':')[1]));
      const [met, ...idle] = [await session(alice), await session(alice), await session(alice)];
      await knock(at(), alice.lease.hostname!);
      await met.start();

      const back = await cut();
      await alice.unregister();
      expect((await bob.register({ tcp_enabled: true })).status).toBe(201);
      expect(bob.lease.tcp_addr).toBe(alice.lease.tcp_addr);
      const left = idle.map(isLeft);
      const waiting = await session(bob);
      await knock(at(), bob.lease.hostname!);
      expect(await waiting.start()).toBe(way === 'its name' ? MARKER.tlsStart : MARKER.rawStart);
      expect((await ReverseSession.open(port(), alice.token)).status).toBe(404);
      await back();
      expect(await Promise.all(left)).toEqual(idle.map(() => 'The session has ended.'));
    });

    it('leads to nobody when the tables cannot be asked either', async () => {
      const { alice } = await takeover('gap-blind');
      const [met, waiting] = [await session(alice), await session(alice)];
      await knock(port(), alice.lease.hostname!);
      await met.start();
      const back = await cut();
      const leases = portal.get(Leases);
      leases.bySni = leases.byTcpPort = () => Promise.reject(new Error('no table'));
      await expect(visit(port(), alice.lease.hostname!)).rejects.toThrow();
      const visitor = await knock(Number(alice.lease.tcp_addr!.split(':')[1]), '');
      await eventually('the visitor to be let go', () => visitor.closed || visitor.readableEnded || visitor.destroyed);
      for (const method of ['bySni', 'byTcpPort']) Reflect.deleteProperty(leases, method);
      await back();
      await knock(port(), alice.lease.hostname!);
      expect(await waiting.start()).toBe(MARKER.tlsStart);
    });
  });
});
