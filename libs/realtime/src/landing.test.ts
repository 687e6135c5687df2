import { once } from 'node:events';
import net from 'node:net';
import { PassThrough } from 'node:stream';
import { expect, it } from 'vitest';
import { LANDING, landOf } from './landing.js';

it('is where the bytes of an accepted socket arrive, which can be paused and ends as ever', async () => {
  const server = net.createServer({ pauseOnConnect: true }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const far = net.connect((server.address() as net.AddressInfo).port, '127.0.0.1');
  const [near] = (await once(server, 'connection')) as [net.Socket];
  server.close();
  let heard = '';
  const take = (bytes: number): boolean => {
    heard += LANDING.toString('latin1', 0, bytes);
    near.pause();
    return true;
  };
  expect(landOf(near, take)).toBe(true);
  far.write('one');
  near.resume();
  await expect.poll(() => heard).toBe('one');
  far.end('two');
  const ended = once(near, 'end');
  near.resume();
  await expect.poll(() => heard).toBe('onetwo');
  near.resume();
  await ended;
  near.destroy();
});

it('is not for streams that are no sockets', () => {
  const stream = new PassThrough();
  expect(landOf(stream, () => true)).toBe(false);
  stream.write('kept');
  expect(String(stream.read())).toBe('kept');
});
