import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { bridge } from './bridge.js';

/** Two ends of one TCP connection. */
const pair = async (): Promise<[Socket, Socket]> => {
  const server = createServer({ allowHalfOpen: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const near = connect({ port: (server.address() as { port: number }).port, host: '127.0.0.1', allowHalfOpen: true });
  const [far] = (await once(server, 'connection')) as [Socket];
  server.close();
  for (const end of [near, far]) end.on('error', () => undefined);
  opened.push(near, far);
  return [near, far];
};
const opened: Socket[] = [];
afterEach(() => opened.splice(0).forEach((socket) => socket.destroy()));

const allOf = async (socket: Socket): Promise<string> => {
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk)));
  await once(socket, 'end');
  return text;
};

describe('bridge', () => {
  it('passes the end of one direction on and keeps the other open', async () => {
    const [left, bridgedLeft] = await pair();
    const [right, bridgedRight] = await pair();
    const done = bridge(bridgedLeft, bridgedRight);
    left.end('question');
    expect(await allOf(right)).toBe('question');
    right.end('answer');
    expect(await allOf(left)).toBe('answer');
    await done;
  });

  it('breaks the other side when one breaks', async () => {
    const [left, bridgedLeft] = await pair();
    const [right, bridgedRight] = await pair();
    const done = bridge(bridgedLeft, bridgedRight);
    right.resume();
    const broken = new Promise((resolve) => right.once('error', resolve));
    left.resetAndDestroy();
    await done;
    expect(await broken).toMatchObject({ code: 'ECONNRESET' });
  });

  it('lets go of the other side when one was closed before', async () => {
    const [, bridgedLeft] = await pair();
    const [, bridgedRight] = await pair();
    const closed = once(bridgedLeft, 'close');
    bridgedLeft.destroy();
    await closed;
    await bridge(bridgedLeft, bridgedRight);
    expect(bridgedRight.destroyed).toBe(true);
  });

  it('stops reading where the other side does not keep up', async () => {
    const [left, bridgedLeft] = await pair();
    const [, bridgedRight] = await pair();
    void bridge(bridgedLeft, bridgedRight);
    const block = Buffer.alloc(1024 * 1024);
    while (left.write(block)) await new Promise(setImmediate);
    for (let at = 0; at < 32; at += 1) left.write(block);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(bridgedRight.writableLength).toBeLessThan(4 * block.length);
    expect(left.writableLength).toBeGreaterThan(8 * block.length);
  });
});
