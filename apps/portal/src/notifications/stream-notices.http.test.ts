import { DataSource } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { EventBus } from '#libs/events';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { StreamWentLive } from '../streams/streams.events.js';

describe('a stream that goes live', () => {
  const portal = usePortal();
  const told = async (as: TestUser) => (await portal.fetch('/api/notifications', { as })).body.notifications;

  it('is told to everybody but its owner and those apart, once; a private one to nobody', async () => {
    const [ada, bob, eve] = [await portal.make.user(), await portal.make.user(), await portal.make.user()];
    await portal.fetch(`/api/users/${ada.id}/block`, { as: eve, method: 'POST' });
    const event = { stream_id: 1, owner_id: ada.id, title: 'Show', is_public: true };
    const publish = (change: object = {}) =>
      portal.get(EventBus).publish(StreamWentLive, { ...event, ...change }, portal.get(DataSource).manager);
    await publish({ stream_id: 2, is_public: false });
    await publish();
    await publish();
    await eventually('the notification', async () => (await told(bob)).length > 0);
    await publish({ stream_id: 3 });
    await eventually('that of another stream', async () => (await told(bob)).length > 1);
    expect(await told(bob)).toMatchObject([
      { type: 'stream_live', link: '/streams/3' },
      {
        type: 'stream_live',
        title: 'Stream Live',
        message: `${ada.username} started streaming`,
        link: '/streams/1',
        is_read: false,
      },
    ]);
    expect(await told(ada)).toEqual([]);
    expect(await told(eve)).toEqual([]);
  });
});
