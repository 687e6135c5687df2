import { once } from 'node:events';
import net from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually, seededRandom } from '#libs/testing';
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
  const meet = async (bytesPerSecond = 0) => {
    const [[visitor, inner], [tenant, outer]] = await Promise.all([pair(), pair()]);
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
