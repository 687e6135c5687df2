import { afterEach, describe, expect, it } from 'vitest';
import { MARKER } from '#libs/relay-protocol';
import { RELAY, usePortal } from '#libs/testing';
import { LeaseClient } from '../sdk-lease/lease-client.peer.js';
import { RelayServer } from './relay-server.js';
import { endTls, next, ReverseSession, tenantCertificate, visit } from './tenant.peer.js';

describe('a name that changes hands', () => {
  const portal = usePortal(RELAY);
  const open: { destroy(): void }[] = [];
  afterEach(() => open.splice(0).forEach((stream) => stream.destroy()));
  const keep = <T extends { destroy(): void }>(stream: T): T => {
    open.push(stream);
    return stream;
  };
  const port = (): number => portal.get(RelayServer).port;
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
      expect((await ReverseSession.open(port(), client.token)).status).toBe(404);
    }
  });
});
