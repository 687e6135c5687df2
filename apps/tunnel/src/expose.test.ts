import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { eventually, freePort, RELAY, usePortal } from '#libs/testing';
import { identityKeyOf } from '#libs/relay-protocol';
import { RelayServer } from '../../portal/src/relay/relay-server.js';
import { LeaseRegistry } from '../../portal/src/sdk-lease/lease-registry.js';
import { expose, ExposureError } from './index.js';
import type { Tunnel } from './tunnel.js';
import { TunnelLab, visit } from './tunnel-lab.peer.js';

const firstPort = await freePort();

describe('a tunnel through the real relay', () => {
  const portal = usePortal({ ...RELAY, TCP_ENABLED: 'on', MIN_PORT: `${firstPort}`, MAX_PORT: `${firstPort + 3}` });
  const lab = new TunnelLab();
  const relayUrl = () => `https://localhost:${portal.get(RelayServer).port}`;
  const identityKey = ({ name, identity }: Tunnel) => identityKeyOf({ name, address: identity.key.address });
  const policy = async (tunnel: Tunnel, change: object) => {
    const as = await portal.make.user({ role: 'admin' });
    const body = { identity_key: identityKey(tunnel), ...change };
    expect((await portal.fetch('/api/policy/leases', { as, body })).status).toBe(200);
  };
  const hello = () => lab.http((_request, response) => response.end('hello'));

  it('serves a local HTTP service under a public name', async () => {
    const target = await lab.http((request, response) => response.end(`${request.headers.host} ${request.url}`));
    const { tunnel, states, connections } = await lab.expose({ target, name: 'demo', relays: [relayUrl()] });
    const { host } = new URL(relayUrl());
    expect(tunnel.publicUrls).toEqual([`https://demo.${host}`]);
    expect(await visit(tunnel.publicUrls[0]!, { pathname: '/page' })).toMatchObject({
      status: 200,
      body: `demo.${host} /page`,
    });
    expect(states.map(({ state }) => state)).toEqual(['connecting', 'checking', 'online']);
    await eventually('the end of the connection', () => connections.length === 2);
    expect(connections).toMatchObject([{ phase: 'opened', kind: 'tls' }, { phase: 'closed' }]);
    expect(connections[1]!.bytesOut).toBeGreaterThan(50);
  });

  it('speaks the older protocol too, and insists on a version when told to', async () => {
    const target = await hello();
    const refused = expose({ target, name: 'old', relays: [relayUrl()], protocol: '5', identity: lab.file('old') });
    await expect(refused).rejects.toThrow('the relay speaks tunnel protocol 8, this client 5');
  });

  it('carries WebSockets', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    lab.onClose(() => server.close());
    await once(server, 'listening');
    server.on('connection', (socket) =>
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
    );
    const { port: target } = server.address() as { port: number };
    const { tunnel } = await lab.expose({ target, name: 'chat', relays: [relayUrl()] });
    const { hostname, port } = new URL(tunnel.publicUrls[0]!);
    const socket = new WebSocket(`wss://${hostname}:${port}/`, {
      createConnection: (() => dialPublic(tunnel)) as never,
    });
    lab.onClose(() => socket.terminate());
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    const sent = randomBytes(200_000);
    const back = new Promise<Buffer>((resolve) => socket.once('message', (data: Buffer) => resolve(data)));
    socket.send(sent);
    expect((await back).equals(sent)).toBe(true);
  });

  it('serves 20 requests at once, bodies whole', async () => {
    const target = await lab.http((request, response) => {
      const hash = createHash('sha256');
      request.on('data', (chunk: Buffer) => hash.update(chunk)).on('end', () => response.end(hash.digest('hex')));
    });
    const { tunnel } = await lab.expose({ target, name: 'many', relays: [relayUrl()], sessions: 2 });
    const bodies = Array.from({ length: 20 }, () => randomBytes(300_000));
    const answers = await Promise.all(
      bodies.map((body) => visit(tunnel.publicUrls[0]!, { method: 'POST', body }).then((answer) => answer.body)),
    );
    expect(answers).toEqual(bodies.map((body) => createHash('sha256').update(body).digest('hex')));
  });

  it('passes the end of either direction on alone, in TLS and on a raw port', async () => {
    const whole = async (socket: Socket): Promise<void> => {
      const read = await readAll(socket);
      socket.end(`${read.length} bytes`);
    };
    const target = await lab.listen(createServer({ allowHalfOpen: true }, (socket) => void whole(socket)));
    const { tunnel } = await lab.expose({ target, name: 'half', tcp: true, relays: [relayUrl()] });
    const { tcpAddress } = tunnel.statuses[0]!;
    expect(tcpAddress).toMatch(/^localhost:\d+$/);
    const raw = connect({ host: '127.0.0.1', port: Number(tcpAddress!.split(':')[1]), allowHalfOpen: true });
    for (const caller of [raw, dialPublic(tunnel)]) {
      lab.onClose(() => caller.destroy());
      caller.end(randomBytes(1_000_000));
      expect(String(await readAll(caller))).toBe('1000000 bytes');
    }
  });

  it('answers 502 while the local service is down, and says so here', async () => {
    const target = await freePort();
    const { tunnel, problems } = await lab.expose({ target, name: 'down', relays: [relayUrl()] });
    const body = randomBytes(100_000);
    const answer = await visit(tunnel.publicUrls[0]!, { method: 'POST', body });
    expect(answer).toMatchObject({ status: 502, body: expect.stringContaining('not running') });
    expect(problems).toMatchObject([{ code: 'target.unreachable', final: false }]);
  });

  it('registers again when its lease is gone, and is back at once', async () => {
    const { tunnel, problems } = await lab.expose({ target: await hello(), name: 'lost', relays: [relayUrl()] });
    await portal.get(LeaseRegistry).unregister(identityKey(tunnel));
    await eventually('the loss', () => problems.some(({ code }) => code === 'lease.lost'));
    await eventually('the return', () => tunnel.publicUrls.length === 1);
    expect(await visit(tunnel.publicUrls[0]!)).toMatchObject({ body: 'hello' });
  });

  it('waits while its identity is banned and serves when it no longer is', async () => {
    const { tunnel, problems } = await lab.expose({ target: await hello(), name: 'banned', relays: [relayUrl()] });
    const [publicUrl] = tunnel.publicUrls;
    await policy(tunnel, { is_banned: true });
    await eventually('the state', () => tunnel.statuses[0]!.state === 'waiting');
    expect(problems.at(-1)).toMatchObject({ code: 'lease_rejected', final: false });
    await expect(visit(publicUrl!)).rejects.toThrow();
    await policy(tunnel, { is_banned: false });
    await eventually('the state', () => tunnel.statuses[0]!.state === 'online');
    expect(await visit(publicUrl!)).toMatchObject({ body: 'hello' });
  });

  it('waits for approval where the operator wants to be asked', async () => {
    const as = await portal.make.user({ role: 'admin' });
    const { body: usual } = await portal.fetch('/api/policy', { as });
    const setMode = (mode: string) => portal.fetch('/api/policy', { as, body: { ...usual.data, approval_mode: mode } });
    expect((await setMode('manual')).status).toBe(200);
    lab.onClose(() => setMode('auto'));
    const { tunnel } = await lab.open({ target: await hello(), name: 'asks', relays: [relayUrl()] });
    await eventually('the state', () => tunnel.statuses[0]!.state === 'waiting');
    await policy(tunnel, { is_approved: true });
    await tunnel.ready(AbortSignal.timeout(10_000));
    expect(await visit(tunnel.publicUrls[0]!)).toMatchObject({ body: 'hello' });
  });

  it('gives up for good when somebody else has the name, and gives its own back at the end', async () => {
    const target = await hello();
    const first = await lab.expose({ target, name: 'taken', relays: [relayUrl()], identity: lab.file('one') });
    const second = { target, name: 'taken', relays: [relayUrl()], identity: lab.file('two') };
    await expect(expose(second)).rejects.toMatchObject({ problems: [{ code: 'hostname_conflict', final: true }] });
    await first.tunnel.close();
    expect(first.tunnel.statuses[0]!.state).toBe('closed');
    const { tunnel } = await lab.expose(second);
    expect(tunnel.publicUrls).toHaveLength(1);
  });

  it('keeps trying while a relay cannot be reached, and refuses wrong options at once', async () => {
    const { tunnel, problems } = await lab.open({
      target: 1,
      name: 'nobody',
      relays: [`https://localhost:${await freePort()}`],
    });
    await eventually('the problem', () => problems.length > 0);
    expect(problems[0]).toMatchObject({ code: 'relay.unreachable', final: false });
    expect(tunnel.statuses[0]!.state).toBe('connecting');
    await expect(expose({ target: 1, name: 'x', relays: [] })).rejects.toThrow(ExposureError);
    await expect(tunnel.ready(AbortSignal.timeout(20))).rejects.toThrow('timeout');
  });
});

const dialPublic = (tunnel: Tunnel): TLSSocket => {
  const { hostname, port } = new URL(tunnel.publicUrls[0]!);
  return connectTls({
    ...{ host: '127.0.0.1', port: Number(port), servername: hostname },
    ...{ rejectUnauthorized: false, allowHalfOpen: true },
  });
};

const readAll = async (stream: Duplex): Promise<Buffer> => {
  const parts: Buffer[] = [];
  await new Promise((resolve, reject) => {
    stream
      .on('data', (part: Buffer) => parts.push(part))
      .on('end', resolve)
      .on('error', reject);
  });
  return Buffer.concat(parts);
};
