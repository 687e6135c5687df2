import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestUser, usePortal } from '#libs/testing';
import { EntryHealth } from './entry-health.js';

describe('health of a connection', () => {
  const portal = usePortal({ PORTAL_NET_ALLOW: '127.0.0.1/32' });
  let ada: TestUser;
  let server: Server;
  let dials = 0;
  let greeting = 'SSH-2.0-Test\r\n';
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    ada = await portal.make.user();
    server = createServer((socket) => {
      dials++;
      sockets.add(socket);
      socket.on('error', () => undefined).write(greeting);
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  const create = async (port = (server.address() as AddressInfo).port, host = '127.0.0.1'): Promise<string> =>
    (await portal.fetch('/api/connections', { as: ada, body: { name: 'n', type: 'ssh', host, port } })).body.id;
  const health = (id: string) => portal.fetch(`/api/connections/${id}/health`, { as: ada });

  it('measures the greeting, with one dial for all who ask at once', async () => {
    const id = await create();
    dials = 0;
    const answers = await Promise.all([health(id), health(id), health(id)]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ healthy: true, latency_ms: expect.any(Number), detail: 'SSH-2.0-Test' });
    }
    await health(id);
    expect(dials).toBe(1);
  });

  it('is not healthy when something else answers', async () => {
    greeting = 'HTTP/1.1 400 Bad Request\r\n'.repeat(2000);
    expect((await health(await create())).body).toMatchObject({
      healthy: false,
      latency_ms: null,
      code: 'target.protocol',
    });
  });

  it('is not healthy when nobody listens', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    expect((await health(await create(port))).body).toMatchObject({ healthy: false, code: 'target.refused' });
  });

  it('is not healthy when the name does not resolve', async () => {
    expect((await health(await create(22, 'nowhere.invalid'))).body).toMatchObject({
      healthy: false,
      code: 'target.unresolvable',
    });
  });

  it('gives up on a server that says nothing', async () => {
    greeting = '';
    portal.get(EntryHealth).timeoutMs = 300;
    expect((await health(await create())).body).toMatchObject({ healthy: false, code: 'target.timeout' });
  });
});
