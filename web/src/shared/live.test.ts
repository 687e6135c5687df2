import { createServer, type Server as HttpServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Server } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { LiveFrame } from '#libs/contracts';
import { LiveRoad } from './live.js';

describe('the live road', () => {
  let http: HttpServer;
  let portal: Server;
  let road: LiveRoad;
  let frames: LiveFrame[];
  let resumed: number;
  let refused: number;

  beforeEach(async () => {
    http = createServer();
    portal = new Server(http, { path: '/socket.io' });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    frames = [];
    resumed = refused = 0;
    const { port } = http.address() as AddressInfo;
    road = new LiveRoad(
      { onFrame: (frame) => frames.push(frame), onResume: () => resumed++, onRefused: () => refused++ },
      `http://127.0.0.1:${port}`,
    );
  });

  afterEach(async () => {
    road.close();
    await portal.close();
  });

  const become = (state: string) => vi.waitFor(() => expect(road.current()).toBe(state), { timeout: 5000 });

  it('hands on what the portal says', async () => {
    const frame = { topic: 'connections.changed', data: { id: 'a' } };
    portal.on('connection', (socket) => socket.emit('live', frame));
    await road.open();
    await vi.waitFor(() => expect(frames).toEqual([frame]));
    expect(road.current()).toBe('live');
  });

  it('says that anything may have changed once a lost connection is back, and not before', async () => {
    await road.open();
    await become('live');
    expect(resumed).toBe(0);
    // The network goes, not the portal.
    for (const socket of await portal.fetchSockets()) portal.sockets.sockets.get(socket.id)?.conn.close();
    await become('lost');
    await become('live');
    expect(resumed).toBe(1);
    expect(refused).toBe(0);
  });

  it('asks about the session when the portal itself hangs up', async () => {
    await road.open();
    await become('live');
    portal.disconnectSockets();
    await become('refused');
    expect(refused).toBe(1);
  });

  it('asks about the session when it is not let in', async () => {
    portal.use((_, next) => next(new Error('auth.required')));
    await road.open();
    await become('refused');
    expect(refused).toBe(1);
  });

  it('stays closed when it is closed before it was open', async () => {
    const opening = road.open();
    road.close();
    await opening;
    expect(road.current()).toBe('closed');
    expect((await portal.fetchSockets()).length).toBe(0);
  });

  it('can be opened again', async () => {
    await road.open();
    await become('live');
    road.close();
    await road.open();
    await become('live');
  });
});
