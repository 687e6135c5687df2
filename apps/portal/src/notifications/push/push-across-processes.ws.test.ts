import { io } from 'socket.io-client';
import { describe, expect, it } from 'vitest';
import { ChatClient, eventually, PushServicePeer, usePortal } from '#libs/testing';

describe('a worker without sockets', () => {
  const portal = usePortal({ PORTAL_ROLES: 'api' });

  it('tells whoever is elsewhere, and asks the others who is there', async () => {
    await portal.startSibling({ PORTAL_ROLES: 'worker' });
    const service = new PushServicePeer();
    await service.open();
    const [ada, here, away] = await Promise.all([portal.make.user(), portal.make.user(), portal.make.user()]);
    const [heres, aways] = [service.browser(), service.browser()];
    for (const [as, browser] of [
      [here, heres],
      [away, aways],
    ] as const) {
      await portal.fetch('/api/push/subscriptions', { as, body: browser.subscription });
    }
    const live = io(portal.url, {
      transports: ['websocket'],
      extraHeaders: { authorization: `Bearer ${here.token}` },
      forceNew: true,
    });
    const frames: unknown[] = [];
    live.on('live', (frame) => frames.push(frame));
    await new Promise<void>((resolve) => live.once('connect', resolve));

    const adas = await ChatClient.open(portal.url, ada.token);
    await adas.join('general');
    await adas.say('general', `hello @${here.username} and @${away.username}`);
    await eventually('the hint', () => frames.length > 0);
    await eventually('the push', () => aways.pushes.length > 0);
    expect(frames).toContainEqual({ topic: 'notifications.changed', data: { unread_count: 1 } });
    expect(aways.messages).toMatchObject([{ title: `${ada.username} mentioned you in #general` }]);
    expect(heres.pushes).toEqual([]);
    live.close();
    adas.close();
    await service.close();
  });
});
