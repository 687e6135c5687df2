import { once } from 'node:events';
import net from 'node:net';
// eslint-disable-next-line no-restricted-imports
import tls from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually, seededRandom } from '#libs/testing';
import { tenantCertificate } from '../tenant.peer.js';
import { bridge } from './bridge.js';
import { TokenBucket } from './token-bucket.js';

describe('a visitor and a tenant that have met', () => {
  const closing: { destroy(): void }[] = [];
  afterEach(() => closing.splice(0).forEach((socket) => socket.destroy()));

  /** Both ends of a connection. */
  const pair = async (): Promise<[net.Socket, net.Socket]> => {
    const server = net.createServer({ allowHalfOpen: true, pauseOnConnect: true }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as net.AddressInfo;
    const far = net.connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const [near] = (await once(server, 'connection')) as [net.Socket];
    server.close();
    for (const socket of [far, near]) {
      socket.on('error', () => socket.destroy());
      closing.push(socket);
    }
    return [far, near];
  };
  const certificate = tenantCertificate('localhost');
  const securePair = async (): Promise<[net.Socket, net.Socket]> => {
    const [[far, near], { certPem, keyPem }] = await Promise.all([pair(), certificate]);
    const inner = new tls.TLSSocket(near, { isServer: true, cert: certPem, key: keyPem });
    const outer = tls.connect({ socket: far, rejectUnauthorized: false });
    for (const socket of [inner, outer]) {
      socket.on('error', () => socket.destroy());
      closing.push(socket);
    }
    await once(outer, 'secureConnect');
    inner.pause();
    return [outer, inner];
  };
  const meet = async (bytesPerSecond = 0, tenants = pair) => {
    const [[visitor, inner], [tenant, outer]] = await Promise.all([pair(), tenants()]);
    const traffic = { bytesIn: 0, bytesOut: 0 };
    const bucket = new TokenBucket(bytesPerSecond);
    return { visitor, tenant, traffic, bucket, inner, outer, bridge: bridge(inner, outer, traffic, bucket) };
  };
  const BODY = seededRandom(3).bytes(2_000_000);

  it('hear each other whole, the end of one before that of the other', async () => {
    const { visitor, tenant, traffic, bridge: open } = await meet();
    visitor.end(BODY);
    expect((await readAll(tenant)).equals(BODY)).toBe(true);
    expect(visitor.readableEnded).toBe(false);
    tenant.end(BODY.subarray(7));
    expect((await readAll(visitor)).equals(BODY.subarray(7))).toBe(true);
    await open.ended;
    expect(traffic).toEqual({ bytesIn: BODY.length, bytesOut: BODY.length - 7 });
  });

  it('are read no faster than the other side takes it', async () => {
    const { visitor, tenant, traffic, inner, outer } = await meet();
    const chunk = BODY.subarray(0, 64 * 1024);
    let written = 0;
    // What the system keeps of a connection is some megabytes.
    while (visitor.writableLength < 4_000_000) {
      visitor.write(chunk);
      written += chunk.length;
      await new Promise(setImmediate);
    }
    expect(inner.isPaused()).toBe(true);
    expect(outer.writableLength).toBeLessThan(1_000_000);
    expect(inner.readableLength).toBeLessThan(1_000_000);
    expect(traffic.bytesIn).toBeLessThan(written);
    visitor.end();
    expect((await readAll(tenant)).length).toBe(written);
  });

  it('hear each other whole over TLS, many at once, in pieces of any size', async () => {
    const random = seededRandom(5);
    const send = async (from: net.Socket, body: Buffer): Promise<void> => {
      for (let at = 0; at < body.length;) {
        const size = 1 + random.below(random.below(4) === 0 ? 100_000 : 300);
        if (!from.write(body.subarray(at, at + size))) await once(from, 'drain');
        else if (random.below(8) === 0) await new Promise(setImmediate);
        at += size;
      }
      from.end();
    };
    await Promise.all(
      Array.from({ length: 8 }, async () => {
        const { visitor, tenant, traffic, bridge: open } = await meet(0, securePair);
        const [up, down] = [random.bytes(200_000), random.bytes(700_000)];
        const heard = Promise.all([readAll(tenant), readAll(visitor)]);
        await Promise.all([send(visitor, up), send(tenant, down)]);
        const [above, below] = await heard;
        expect([above.equals(up), below.equals(down)]).toEqual([true, true]);
        await open.ended;
        expect(traffic).toEqual({ bytesIn: up.length, bytesOut: down.length });
      }),
    );
  });

  it('keep their order while a limit comes and goes', async () => {
    const { visitor, tenant, bucket } = await meet(0, securePair);
    const heard = readAll(visitor);
    let isLimited = false;
    for (let at = 0; at < BODY.length; at += 5_000) {
      if (!tenant.write(BODY.subarray(at, at + 5_000))) await once(tenant, 'drain');
      if (at % 20_000 === 0) {
        isLimited = !isLimited;
        bucket.limit = isLimited ? 50_000_000 : 0;
      }
    }
    tenant.end();
    expect((await heard).equals(BODY)).toBe(true);
  });

  it('hold little of what a visitor does not take, also from a tenant over TLS', async () => {
    const { visitor, tenant, traffic, inner } = await meet(0, securePair);
    const chunk = BODY.subarray(0, 64 * 1024);
    let written = 0;
    while (tenant.writableLength < 4_000_000) {
      tenant.write(chunk);
      written += chunk.length;
      await new Promise(setImmediate);
    }
    expect(inner.writableLength).toBeLessThan(1_000_000);
    expect(traffic.bytesOut).toBeLessThan(written);
    tenant.end();
    expect((await readAll(visitor)).length).toBe(written);
  });

  it('are cut together, whichever is lost', async () => {
    for (const lost of ['visitor', 'tenant'] as const) {
      const met = await meet();
      met[lost].resetAndDestroy();
      await met.bridge.ended;
      expect([met.inner.destroyed, met.outer.destroyed]).toEqual([true, true]);
    }
  });

  it('are cut by decision, more than once if need be, and with a chunk that waits', async () => {
    const { visitor, tenant, bridge: open, bucket, traffic } = await meet(10);
    visitor.write(BODY.subarray(0, 1_000));
    await eventually('the chunk to wait', () => traffic.bytesIn > 0);
    open.cut();
    open.cut();
    await open.ended;
    bucket.limit = 0;
    expect((await readAll(tenant)).length).toBeLessThan(100);
  });

  it('are held to their limit, which can be raised, lifted and set while bytes flow', async () => {
    const { visitor, tenant, bucket, traffic } = await meet(20_000);
    visitor.write(BODY.subarray(0, 100_000));
    let arrived = 0;
    const start = performance.now();
    tenant.on('data', (chunk: Buffer) => (arrived += chunk.length));
    await eventually('a first part', () => arrived >= 4_000);
    expect(arrived).toBeLessThanOrEqual(20_000 * ((performance.now() - start) / 1000) + 20_000);
    // At this pace the rest would take four seconds more.
    bucket.limit = 10_000_000;
    await eventually('the rest', () => arrived === 100_000);
    bucket.limit = 0;
    visitor.write(BODY.subarray(0, 1_000_000));
    await eventually('all at once', () => arrived === 1_100_000);
    bucket.limit = 10;
    visitor.write(BODY.subarray(0, 1_000));
    await eventually('the relay to have read it', () => traffic.bytesIn > 1_100_000);
    expect(arrived).toBeLessThan(1_100_100);
    bucket.limit = 0;
    visitor.end();
    await once(tenant, 'end');
    expect(arrived).toBe(1_101_000);
    expect(performance.now() - start).toBeLessThan(4_000);
  });

  it('have ended when one was gone before they met', async () => {
    const [[, inner], [tenant, outer]] = await Promise.all([pair(), pair()]);
    inner.destroy();
    const open = bridge(inner, outer, { bytesIn: 0, bytesOut: 0 }, new TokenBucket(0));
    await open.ended;
    expect((await readAll(tenant)).length).toBe(0);
  });
});

/** Up to the end; the other direction stays as it is. */
const readAll = async (socket: net.Socket): Promise<Buffer> => {
  const parts: Buffer[] = [];
  socket.on('data', (part: Buffer) => parts.push(part));
  if (!socket.readableEnded && !socket.destroyed)
    await new Promise((resolve) => socket.once('end', resolve).once('close', resolve));
  return Buffer.concat(parts);
};
