import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { seededRandom } from '#libs/testing';
import { WebSocket, WebSocketServer } from 'ws';
import { DomainError } from '#libs/contracts';
import { FrameRoad, type FrameRoadOptions } from './frame-road.js';

interface Note {
  type: 'note' | 'wait' | 'fail';
  n: number;
}

const servers: WebSocketServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  }
});

/** A road and its client; everything the road sends lands in `got`. */
const pair = async (options: Partial<FrameRoadOptions<Note>> = {}) => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  servers.push(server);
  await once(server, 'listening');
  const handled: number[] = [];
  const client = new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const [[ws]] = (await Promise.all([once(server, 'connection'), once(client, 'open')])) as [[WebSocket], unknown];
  const road = new FrameRoad<Note, { type: string }>(ws, {
    parse: (frame) => {
      if (!['note', 'wait', 'fail'].includes(frame.type)) throw new DomainError('request.invalid');
      return frame as unknown as Note;
    },
    handle: async ({ type, n }) => {
      if (type === 'wait') await new Promise((resolve) => setTimeout(resolve, 20));
      if (type === 'fail') throw new DomainError('access.denied', { details: { n } });
      handled.push(n);
    },
    flood: { perSecond: 1_000, burst: 1_000 },
    maxWaiting: 10,
    maxBufferedBytes: 1_000_000,
    ...options,
  });
  const got: Record<string, unknown>[] = [];
  client.on('message', (data) => got.push(JSON.parse(String(data)) as Record<string, unknown>));
  const send = (frame: unknown): void => client.send(typeof frame === 'string' ? frame : JSON.stringify(frame));
  const until = async (condition: () => boolean): Promise<void> => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
  };
  return { road, ws, client, got, handled, send, until };
};

describe('a frame road', () => {
  it('handles frames one after the other, in their order', async () => {
    const { send, handled, until } = await pair();
    send({ type: 'wait', n: 1 });
    send({ type: 'note', n: 2 });
    send({ type: 'wait', n: 3 });
    send({ type: 'note', n: 4 });
    await until(() => handled.length === 4);
    expect(handled).toEqual([1, 2, 3, 4]);
  });

  it('answers what fails with its type and its ref, and goes on', async () => {
    const { send, got, handled, until } = await pair();
    for (const bad of ['{', '7', 'null', '{"type":5}', { type: 'unknown', ref: 'r' }, { type: 'fail', n: 9, ref: 4 }])
      send(bad);
    send({ type: 'note', n: 1 });
    await until(() => handled.length === 1 && got.length === 6);
    expect(got).toMatchObject([
      ...Array.from({ length: 4 }, () => ({ type: 'error', code: 'request.invalid' })),
      { code: 'request.invalid', in_reply_to: 'unknown', ref: 'r' },
      { code: 'access.denied', in_reply_to: 'fail', ref: 4, details: { n: 9 } },
    ]);
  });

  it('hides what is ours and reports it', async () => {
    const errors: unknown[] = [];
    const { send, got, until } = await pair({
      handle: () => {
        throw new Error('secret');
      },
      onError: (error) => errors.push(error),
    });
    send({ type: 'note', n: 1 });
    await until(() => got.length === 1);
    expect(JSON.stringify(got)).not.toContain('secret');
    expect(errors).toHaveLength(1);
  });

  it('stops reading while too many frames wait, and loses none', async () => {
    let release!: () => void;
    const gate = new Promise<void>((resolve) => (release = resolve));
    const handled: number[] = [];
    const { send, ws, until } = await pair({
      handle: async ({ n }) => {
        if (n === 0) await gate;
        handled.push(n);
      },
    });
    for (let n = 0; n < 200; n++) send({ type: 'note', n });
    await until(() => ws.isPaused);
    release();
    await until(() => handled.length === 200);
    expect(handled).toEqual(Array.from({ length: 200 }, (_, n) => n));
  });

  it('closes a flood', async () => {
    const { send, client, got } = await pair({ flood: { perSecond: 1, burst: 50 } });
    for (let n = 0; n < 60; n++) send({ type: 'note', n });
    const [code, reason] = (await once(client, 'close')) as [number, Buffer];
    expect([code, String(reason)]).toEqual([4429, 'rate.exceeded']);
    expect(got.at(-1)).toMatchObject({ type: 'error', code: 'rate.exceeded' });
  });

  it('closes a consumer that reads too slowly', async () => {
    const { road, ws, client } = await pair({ maxBufferedBytes: 200_000 });
    client.pause();
    for (let n = 0; n < 2_000 && ws.readyState === WebSocket.OPEN; n++) road.send({ type: 'x'.repeat(10_000) });
    expect(ws.readyState).toBe(WebSocket.CLOSING);
    client.resume();
    expect((await once(client, 'close'))[0]).toBe(4503);
  });

  it('refuses a frame that is too large and binary messages nobody expects', async () => {
    const { send, client, got, until } = await pair({ maxFrameBytes: 100 });
    send({ type: 'note', n: 1, pad: 'x'.repeat(100) });
    client.send(Buffer.from([1, 2, 3]));
    await until(() => got.length === 2);
    expect(got.map(({ code }) => code)).toEqual(['request.too_large', 'request.invalid']);
  });

  it.each([1, 2, 3])('answers every kind of garbage and stays open, seed %i', async (seed) => {
    const { share: random } = seededRandom(seed);
    const { client, got, handled, send, until } = await pair({ flood: { perSecond: 1e6, burst: 1e6 } });
    const valid = '{"type":"note","n":5,"list":[1,{"a":null}]}';
    for (let round = 0; round < 500; round++) {
      const bytes = Buffer.from(valid);
      for (let flips = 1 + Math.floor(random() * 4); flips > 0; flips--) {
        bytes[Math.floor(random() * bytes.length)] = 32 + Math.floor(random() * 95);
      }
      client.send(bytes.subarray(0, 1 + Math.floor(random() * bytes.length)), { binary: random() < 0.1 });
    }
    send({ type: 'note', n: -1 });
    await until(() => handled.at(-1) === -1 && got.length + handled.length === 501);
    expect(client.readyState).toBe(WebSocket.OPEN);
  });
});
