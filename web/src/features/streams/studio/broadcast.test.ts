import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Broadcast, type BroadcastOptions } from './broadcast.js';
import { FakeConnection, mediaOf } from './rtc-connection.peer.js';

interface Heard {
  line: string;
  body: string;
}

describe('a browser on the air', () => {
  let server: Server;
  let endpoint: string;
  const heard: Heard[] = [];
  const connections: FakeConnection[] = [];
  const broadcasts: Broadcast[] = [];
  /** What the portal answers to offers, the last one from then on. */
  let answers: ((response: ServerResponse) => void)[];

  const accept = (response: ServerResponse): void => {
    const headers = {
      'content-type': 'application/sdp',
      location: `/whip/session-${heard.length}`,
      link: '<stun:relay.example.com:3478>; rel="ice-server"',
    };
    response.writeHead(201, headers).end('v=0 answer');
  };
  const refuse = (status: number, code: string) => (response: ServerResponse) => {
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(JSON.stringify({ code, error: code, status }));
  };

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await request.toArray()).toString();
    heard.push({ line: `${request.method} ${request.url}`, body });
    if (request.method !== 'POST') return void response.end();
    (answers.length > 1 ? answers.shift()! : answers[0]!)(response);
  };

  beforeEach(async () => {
    vi.stubGlobal('navigator', { onLine: true });
    answers = [accept];
    server = createServer((request, response) => void serve(request, response)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/whip`;
  });

  afterEach(() => {
    for (const broadcast of broadcasts.splice(0)) broadcast.stop();
    vi.unstubAllGlobals();
    server.close();
    heard.splice(0);
    connections.splice(0);
  });

  const open = (options: Partial<BroadcastOptions> = {}): Broadcast => {
    const connect = (): RTCPeerConnection => {
      connections.push(new FakeConnection());
      return connections.at(-1) as unknown as RTCPeerConnection;
    };
    const broadcast = new Broadcast({ endpoint, maxVideoBitsPerSecond: 4_500_000, connect, ...options });
    broadcasts.push(broadcast);
    return broadcast;
  };

  const connected = async (count = 1): Promise<FakeConnection> => {
    await vi.waitFor(() => expect(connections[count - 1]?.onconnectionstatechange).toBeTruthy(), { timeout: 5000 });
    connections[count - 1]!.become('connected');
    return connections[count - 1]!;
  };

  const lines = (): string[] => heard.map(({ line }) => line);

  it('offers what it sends, gathers with the servers it is told of, and deletes its session when it stops', async () => {
    const broadcast = open();
    broadcast.start(mediaOf('video', 'audio'));
    const connection = await connected();
    expect(broadcast.current().name).toBe('live');
    expect(heard[0]).toEqual({ line: 'POST /whip', body: 'v=0 video audio' });
    expect(connection.configuration?.iceServers).toEqual([{ urls: 'stun:relay.example.com:3478' }]);
    expect(connection.remote).toEqual({ type: 'answer', sdp: 'v=0 answer' });
    expect(connection.senders[0]!.encodings).toEqual([{ maxBitrate: 4_500_000 }]);

    broadcast.stop();
    await vi.waitFor(() => expect(connection.isClosed).toBe(true));
    expect(lines()).toEqual(['POST /whip', 'DELETE /whip/session-1']);
  });

  it('says why when it was refused, and does not try again by itself', async () => {
    answers = [refuse(409, 'stream.already_live')];
    const broadcast = open({ random: () => 0 });
    broadcast.start(mediaOf('video'));
    await vi.waitFor(() => expect(broadcast.current()).toMatchObject({ name: 'off' }));
    expect(broadcast.current()).toMatchObject({ problem: { code: 'stream.already_live' } });
    expect(connections[0]!.isClosed).toBe(true);
    expect(lines()).toEqual(['POST /whip']);
  });

  it('comes back with another session when its connection is lost, also over a refusal that passes', async () => {
    const broadcast = open({ random: () => 0 });
    broadcast.start(mediaOf('video'));
    const first = await connected();
    answers = [refuse(409, 'stream.already_live'), accept];
    first.become('failed');
    expect(broadcast.current().name).toBe('reconnecting');
    await connected(3);
    expect(broadcast.current().name).toBe('live');
    expect(lines()).toEqual(['POST /whip', 'DELETE /whip/session-1', 'POST /whip', 'POST /whip']);
  });

  it('lets a connection recover that was only interrupted', async () => {
    const broadcast = open({ patienceMs: 60_000 });
    broadcast.start(mediaOf('video'));
    const connection = await connected();
    connection.become('disconnected');
    expect(broadcast.current().name).toBe('live');
    connection.become('connected');
    expect(broadcast.current().name).toBe('live');
    expect(connections).toHaveLength(1);
  });

  it('gives up when the portal waits no longer', async () => {
    const broadcast = open({ random: () => 0, graceMs: 0 });
    broadcast.start(mediaOf('video'));
    (await connected()).become('failed');
    expect(broadcast.current()).toMatchObject({ name: 'off', problem: { status: 0 } });
  });

  it('gives up at once when the key is no longer good', async () => {
    const broadcast = open({ random: () => 0 });
    broadcast.start(mediaOf('video'));
    const connection = await connected();
    answers = [refuse(401, 'stream_key.invalid')];
    connection.become('failed');
    await vi.waitFor(() => expect(broadcast.current().name).toBe('off'), { timeout: 5000 });
    expect(broadcast.current()).toMatchObject({ problem: { code: 'stream_key.invalid' } });
  });

  it('sends another camera within the same session', async () => {
    const broadcast = open();
    broadcast.start(mediaOf('video', 'audio'));
    const connection = await connected();
    const other = mediaOf('video');
    await broadcast.replace(other);
    expect(connection.senders[0]!.track).toBe(other.getTracks()[0]);
    expect(lines()).toEqual(['POST /whip']);
  });

  it('ends a session that was answered after it had stopped', async () => {
    let late: ServerResponse | undefined;
    answers = [(response) => (late = response)];
    const broadcast = open();
    broadcast.start(mediaOf('video'));
    await vi.waitFor(() => expect(late).toBeDefined());
    broadcast.stop();
    accept(late!);
    await vi.waitFor(() => expect(lines()).toEqual(['POST /whip', 'DELETE /whip/session-1']));
    expect(broadcast.current()).toEqual({ name: 'off' });
  });
});
