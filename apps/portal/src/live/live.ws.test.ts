import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io, type Socket } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { afterAll, describe, expect, it } from 'vitest';
import type { LiveFrame } from '#libs/contracts';
import { EventBus } from '#libs/events';
import { LiveRoad, postgresLiveAdapter } from '#libs/realtime';
import { eventually, usePortal } from '#libs/testing';
import { CredentialRevoked } from '../auth/auth.events.js';
import { ConnectionChanged } from '../connections/connections.events.js';
import { LiveService } from './live.service.js';

describe('the live road', () => {
  const portal = usePortal();
  const sockets: Socket[] = [];
  afterAll(() => sockets.forEach((socket) => socket.close()));

  const connect = (token: string | undefined, transports = ['websocket']): Socket => {
    const extraHeaders: Record<string, string> = token === undefined ? {} : { authorization: `Bearer ${token}` };
    const socket = io(portal.url, { transports, extraHeaders, reconnection: false, forceNew: true });
    sockets.push(socket);
    return socket;
  };
  const connected = (socket: Socket): Promise<void> =>
    new Promise((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  const framesOf = (socket: Socket): LiveFrame[] => {
    const frames: LiveFrame[] = [];
    socket.on('live', (frame: LiveFrame) => frames.push(frame));
    return frames;
  };

  it('refuses whoever does not say who it is, with the code of the error table', async () => {
    const error: Error & { data?: unknown } = await connected(connect(undefined)).catch((refused) => refused);
    expect(error.data).toMatchObject({ code: 'auth.required' });
  });

  it.each([['websocket'], ['polling']])('tells a user and nobody else, over %s', async (transport) => {
    const [ada, bob] = await Promise.all([portal.make.user(), portal.make.user()]);
    const [adas, bobs] = [connect(ada.token, [transport]), connect(bob.token, [transport])];
    const [toAda, toBob] = [framesOf(adas), framesOf(bobs)];
    await Promise.all([connected(adas), connected(bobs)]);

    const live = portal.get(LiveService);
    live.toUser(ada.id, { topic: 'connections.changed', data: { id: 'one' } });
    live.toAll({ topic: 'services.changed', data: {} });
    await eventually('the frame to all', () => toBob.length > 0 && toAda.length > 1);
    expect(toAda.map(({ topic }) => topic)).toEqual(['connections.changed', 'services.changed']);
    expect(toBob.map(({ topic }) => topic)).toEqual(['services.changed']);
  });

  it('turns committed events into frames for their user', async () => {
    const ada = await portal.make.user();
    const socket = connect(ada.token);
    const frames = framesOf(socket);
    await connected(socket);
    const event = { id: 'abc', user_id: ada.id, rerouted: false };
    await portal.get(EventBus).publish(ConnectionChanged, event, portal.get(DataSource).manager);
    await eventually('a frame', () => frames.length > 0);
    expect(frames).toEqual([{ topic: 'connections.changed', data: { id: 'abc' } }]);
  });

  it('drops the sockets of a revoked credential and leaves the other ones', async () => {
    const ada = await portal.make.user();
    const other = await portal.make.session(ada.id);
    const [gone, stays] = [connect(ada.token), connect(other.token)];
    await Promise.all([connected(gone), connected(stays)]);
    const revoked = { user_id: ada.id, credential: `session:${ada.sessionId}`, except: null };
    await portal.get(EventBus).publish(CredentialRevoked, revoked, portal.get(DataSource).manager);
    await eventually('the end of the socket', () => !gone.connected);
    expect(stays.connected).toBe(true);
  });

  it('ends a client that sends', async () => {
    const socket = connect((await portal.make.user()).token);
    await connected(socket);
    socket.emit('hello', 'there');
    await eventually('the end of the socket', () => !socket.connected);
  });
});

describe('the live road of two processes', () => {
  const portal = usePortal();
  const open = async (): Promise<{ road: LiveRoad<string>; server: Server; url: string }> => {
    const road = new LiveRoad<string>({
      authenticator: { authenticate: async ({ query }) => query.get('token') },
      admission: { clientIp: () => '', admitIp: async () => undefined, acquire: async () => () => undefined },
      roomsOf: (name) => [name],
      adapter: postgresLiveAdapter({ url: portal.databaseUrl, onError: (error) => console.error(error) }),
    });
    const server = createServer();
    road.attach(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { road, server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };

  it('reaches a socket of the other process, also with more than a notification holds', async () => {
    const [one, two] = [await open(), await open()];
    const frames: string[] = [];
    const socket = io(two.url, { transports: ['websocket'], query: { token: 'ada' }, forceNew: true });
    socket.on('live', (frame: string) => frames.push(frame));
    await new Promise((resolve) => socket.once('connect', () => resolve(undefined)));
    const long = 'x'.repeat(20_000);
    await eventually('the first frame', () => {
      one.road.emit('live', 'short', { rooms: ['ada'] });
      return frames.length > 0;
    });
    one.road.emit('live', long, { rooms: ['ada'] });
    await eventually('the long frame', () => frames.includes(long));
    socket.close();
    for (const { road, server } of [one, two]) {
      await road.close();
      await new Promise((resolve) => server.close(resolve));
    }
  });
});
