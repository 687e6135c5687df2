import { io, type Socket } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { EventBus } from '#libs/events';
import { ChatClient, eventually, TestPortal } from '#libs/testing';
import { ConnectionChanged } from '../connections/connections.events.js';

describe('a portal that closes', () => {
  it('finishes what it was told of, complains of nothing and leaves the sockets of other processes', async () => {
    const lines: string[] = [];
    const portal = new TestPortal({ PORTAL_LOG_LEVEL: 'warn' }, { write: (line) => void lines.push(line) });
    await portal.open();
    const sibling = (await portal.startSibling())!;
    const [ada, bob] = [await portal.make.user(), await portal.make.user()];
    const connect = async (url: string): Promise<Socket> => {
      const extraHeaders = { authorization: `Bearer ${ada.token}` };
      const socket = io(url, { transports: ['websocket'], extraHeaders, reconnection: false, forceNew: true });
      await new Promise<void>((resolve) => socket.once('connect', resolve));
      return socket;
    };
    const [stays, ends] = [await connect(sibling), await connect(portal.url)];
    const frames: unknown[] = [];
    stays.on('live', (frame) => frames.push(frame));
    const adas = await ChatClient.open(portal.url, ada.token);
    await adas.join('general');

    const { manager } = portal.get(DataSource);
    const bus = portal.get(EventBus);
    for (let count = 0; count < 8; count++) {
      await bus.publish(ConnectionChanged, { id: String(count), user_id: ada.id, rerouted: false }, manager);
      await adas.say('general', `hello @${bob.username}`);
    }
    await portal.stop();
    await eventually('the end of its sockets', () => !ends.connected);
    await eventually('all frames', () => frames.length >= 8);
    expect(stays.connected).toBe(true);
    stays.close();
    await portal.close();
    // Two portals in one process is what only tests have.
    expect(lines.filter((line) => !line.includes('DataSourceNameRegistry'))).toEqual([]);
  });
});
