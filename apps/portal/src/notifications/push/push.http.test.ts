import { io, type Socket } from 'socket.io-client';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  ChatClient,
  eventually,
  PASSWORD,
  PushServicePeer,
  type TestUser,
  usePortal,
  vapidClaims,
} from '#libs/testing';
import { MessageNotices } from '../message-notices.listener.js';
import { PushSubscription } from '../push-subscription.entity.js';
import { MAX_SUBSCRIPTIONS } from './push-subscriptions.service.js';
import { ANSWER_MS, WebPresence } from './web-presence.js';

const portal = usePortal();
const service = new PushServicePeer();
const closing: { close(): unknown }[] = [];
let ada: TestUser;
let adas: ChatClient;

beforeAll(async () => {
  portal.get(MessageNotices).readFirstMs = 0;
  await service.open();
  ada = await portal.make.user();
  adas = await ChatClient.open(portal.url, ada.token);
  closing.push(adas);
  await adas.join('general');
});
beforeEach(() => void (portal.get(WebPresence).answerMs = 0));
afterAll(async () => {
  for (const one of closing) one.close();
  await service.close();
});

const subscribe = (as: TestUser, body: object) => portal.fetch('/api/push/subscriptions', { as, body });
const mention = (user: TestUser, text = 'hello') => adas.say('general', `${text} @${user.username}`);
const rowsOf = (user: TestUser) => portal.get(DataSource).manager.findBy(PushSubscription, { userId: user.id });

describe('web push', () => {
  it('tells a browser of a mention, encrypted for it and signed by the portal', async () => {
    const bob = await portal.make.user();
    const browser = service.browser();
    expect((await subscribe(bob, browser.subscription)).status).toBe(201);
    const id = await mention(bob, 'secret words');
    await eventually('the push', () => browser.pushes.length === 1);
    expect(browser.messages).toEqual([
      {
        title: `${ada.username} mentioned you in #general`,
        message: `secret words @${bob.username}`,
        link: `/chat/c/general?message=${id}`,
        tag: `message:${id}`,
      },
    ]);
    const [{ headers, body }] = browser.pushes as [(typeof browser.pushes)[number]];
    expect(headers).toMatchObject({
      ...{ 'content-encoding': 'aes128gcm', ttl: '86400', urgency: 'high' },
      topic: expect.stringMatching(/^[\w-]{32}$/),
    });
    expect(body.includes('secret')).toBe(false);
    const { public_key } = (await portal.fetch('/api/push/public-key', { as: bob })).body;
    expect(vapidClaims(headers.authorization!, public_key)).toMatchObject({
      aud: service.origin,
      sub: 'mailto:postmaster@localhost',
    });
    const [row] = await rowsOf(bob);
    expect(row!.subscription.includes('http')).toBe(false);
  });

  it('tells of direct messages and not of answers', async () => {
    const bob = await portal.make.user();
    const browser = service.browser();
    await subscribe(bob, browser.subscription);
    const bobs = await ChatClient.open(portal.url, bob.token);
    closing.push(bobs);
    await bobs.join('general');
    const asked = await bobs.say('general', 'who?');
    await adas.say('general', 'me', { reply_to: asked });
    const unread = async () => (await portal.fetch('/api/notifications', { as: bob })).body.unread_count;
    await eventually('the answer', async () => (await unread()) === 1);
    const { id } = (await portal.fetch('/api/dm/conversations', { as: ada, body: { user_id: bob.id } })).body;
    await adas.ask({ type: 'dm_message', conversation_id: id, message: 'just you' });
    await eventually('the push', () => browser.pushes.length === 1);
    expect(browser.messages).toMatchObject([{ title: ada.username, message: 'just you', tag: `dm:${id}` }]);
  });

  it('leaves whoever has the portal open alone, unless the browser wants it always', async () => {
    portal.get(WebPresence).answerMs = ANSWER_MS;
    const bob = await portal.make.user();
    const [quiet, always] = [service.browser(), service.browser()];
    await subscribe(bob, quiet.subscription);
    await subscribe(bob, { ...always.subscription, always: true });
    const sibling = await portal.startSibling({ PORTAL_ROLES: 'api' });
    const socket: Socket = io(sibling!, {
      transports: ['websocket'],
      extraHeaders: { authorization: `Bearer ${bob.token}` },
      forceNew: true,
    });
    closing.push(socket);
    await new Promise<void>((resolve) => socket.once('connect', resolve));
    await mention(bob, 'first');
    await eventually('the push', () => always.pushes.length === 1);
    socket.close();
    await eventually('the end of the socket', async () => {
      await mention(bob, 'second');
      return quiet.pushes.length > 0;
    });
    expect(quiet.messages[0]).toMatchObject({ message: expect.stringContaining('second') });
  });

  it.each([404, 410])('forgets a browser whose push service says %i', async (status) => {
    const bob = await portal.make.user();
    const browser = service.browser();
    await subscribe(bob, browser.subscription);
    service.status = status;
    await mention(bob);
    await eventually('the end of the subscription', async () => (await rowsOf(bob)).length === 0);
    service.status = 201;
  });

  it('counts what a push service refuses, and starts again when one arrives', async () => {
    const bob = await portal.make.user();
    await subscribe(bob, service.browser().subscription);
    service.status = 403;
    await mention(bob);
    await eventually('a failure', async () => (await rowsOf(bob))[0]!.failures === 1);
    service.status = 201;
    await mention(bob);
    await eventually('no failure', async () => (await rowsOf(bob))[0]!.failures === 0);
  });

  it('sends nothing to a disabled account', async () => {
    const [bob, eve] = [await portal.make.user(), await portal.make.user()];
    const [bobs, eves] = [service.browser(), service.browser()];
    await subscribe(bob, bobs.subscription);
    await subscribe(eve, eves.subscription);
    await portal.get(DataSource).query('UPDATE users SET disabled_at = now() WHERE id = $1', [bob.id]);
    await mention(bob);
    await mention(eve);
    await eventually('the other push', () => eves.pushes.length === 1);
    expect(bobs.pushes).toEqual([]);
  });
});

describe('push subscriptions', () => {
  it('are up to ten a user, each once, and go when asked', async () => {
    const bob = await portal.make.user();
    const { subscription } = service.browser();
    for (let count = 0; count < 3; count++) await subscribe(bob, subscription);
    expect(await rowsOf(bob)).toHaveLength(1);
    for (let count = 1; count < MAX_SUBSCRIPTIONS; count++) await subscribe(bob, service.browser().subscription);
    expect(await subscribe(bob, service.browser().subscription)).toMatchObject({
      status: 409,
      body: { code: 'push.limit' },
    });
    const { endpoint } = subscription;
    const remove = { method: 'DELETE', body: { endpoint } };
    await portal.fetch('/api/push/subscriptions', { ...remove, as: ada });
    expect(await rowsOf(bob)).toHaveLength(MAX_SUBSCRIPTIONS);
    expect((await portal.fetch('/api/push/subscriptions', { ...remove, as: bob })).body).toEqual({ success: true });
    expect(await rowsOf(bob)).toHaveLength(MAX_SUBSCRIPTIONS - 1);
  });

  it('end with the sign-in they were made in', async () => {
    const bob = await portal.make.user();
    const others = [await portal.make.session(bob.id), await portal.make.session(bob.id)];
    for (const as of [bob, ...others]) {
      expect((await subscribe({ ...bob, ...as }, service.browser().subscription)).status).toBe(201);
    }
    await portal.fetch('/api/token/revoke', { as: bob, body: { token_id: others[0]!.sessionId } });
    await eventually('the end of one', async () => (await rowsOf(bob)).length === 2);
    const passwords = { current_password: PASSWORD, new_password: 'quite another long password' };
    expect((await portal.fetch('/api/me/password', { as: bob, body: passwords })).status).toBe(200);
    await eventually('the end of the other', async () => (await rowsOf(bob)).length === 1);
    expect((await rowsOf(bob))[0]!.credential).toBe(`session:${bob.sessionId}`);
  });

  it('follow the browser to whoever subscribes it next', async () => {
    const [bob, eve] = [await portal.make.user(), await portal.make.user()];
    const browser = service.browser();
    await subscribe(bob, browser.subscription);
    await subscribe(eve, browser.subscription);
    await mention(bob, 'for bob');
    await mention(eve, 'for eve');
    await eventually('the push', () => browser.pushes.length > 0);
    expect(browser.messages).toMatchObject([{ message: `for eve @${eve.username}` }]);
  });

  it.each([
    ['plain http elsewhere', { endpoint: 'http://example.com/push' }, 'request.invalid', 'endpoint'],
    ['no address', { endpoint: 'push' }, 'request.invalid', 'endpoint'],
    ['credentials', { endpoint: 'https://u:p@example.com/' }, 'request.invalid', 'endpoint'],
    ['an address inside', { endpoint: 'https://10.0.0.1/push' }, 'target.blocked', 'endpoint'],
    ['a cloud’s metadata', { endpoint: 'https://169.254.169.254/' }, 'target.blocked', 'endpoint'],
    [
      'a point off the curve',
      { keys: { p256dh: `BA${'A'.repeat(85)}`, auth: 'A'.repeat(22) } },
      'request.invalid',
      'keys.p256dh',
    ],
    [
      'half a secret',
      { keys: { ...service.browser().subscription.keys, auth: 'AAAA' } },
      'request.invalid',
      'keys.auth',
    ],
  ])('are refused with %s', async (_name, wrong, code, field) => {
    const { status, body } = await subscribe(ada, { ...service.browser().subscription, ...wrong });
    expect({ status, code: body.code }).toEqual({ status: 400, code });
    expect(body.details).toMatchObject([{ field }]);
  });

  it('are for one key of the portal, in every process and after a restart', async () => {
    const key = async () => (await portal.fetch('/api/push/public-key', { as: ada })).body.public_key;
    const before = await key();
    expect(Buffer.from(before, 'base64url')).toHaveLength(65);
    const sibling = await portal.startSibling({ PORTAL_ROLES: 'api' });
    const answer = await fetch(new URL('/api/push/public-key', sibling), {
      headers: { authorization: `Bearer ${ada.token}` },
    });
    expect(await answer.json()).toEqual({ public_key: before });
  });
});
