import { createECDH, randomBytes } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './accessibility.js';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import type { Credentials, Visitor } from './visitor.js';

describe.skipIf(cannotTravel)('notifications', () => {
  const stage = useStage({ isStory: true });
  let reader: Visitor;
  let user: Credentials & { id: number };
  let writer: Visitor;
  let author: Credentials;

  const bell = (name: string | RegExp) => reader.button(name);
  /** In markdown; `shown` is what stands there then. */
  const say = async (text: string, shown = text): Promise<void> => {
    await writer.field('Message').fill(text);
    await writer.page.keyboard.press('Enter');
    await writer.page.getByRole('article').filter({ hasText: shown }).waitFor();
  };

  beforeAll(async () => {
    [{ visitor: reader, user }, { visitor: writer, user: author }] = await Promise.all([
      stage.newcomer(),
      stage.newcomer(),
    ]);
  });

  it('tell of a mention at once, wherever one is', async () => {
    await reader.open('/connections');
    await bell('Notifications').waitFor();
    await writer.open('/chat/c/general');
    await say(`@${user.username} the **tide** is \`in\``, `@${user.username} the tide is in`);
    await bell('Notifications, 1 unread').click();
    await reader.sees(`${author.username} mentioned you in #general`);
    await reader.page.getByText(`@${user.username} the tide is in`, { exact: true }).waitFor();
    expect(await barriers(reader.page, 'notifications')).toEqual([]);
  });

  it('lead to the message, and are read then', async () => {
    await reader.button(/mentioned you in #general/).click();
    await reader.page
      .getByRole('article')
      .filter({ hasText: `@${user.username} the tide` })
      .waitFor();
    expect(reader.place).toMatch(/^\/chat\/c\/general(\?message=\d+)?$/);
    await bell('Notifications').waitFor();
  });

  it('tell of direct messages, which begin with a search for the person', async () => {
    await reader.open('/');
    await writer.button('New conversation').click();
    const dialog = writer.page.getByRole('dialog', { name: 'New conversation' });
    await dialog.getByRole('combobox', { name: 'To' }).fill(user.username);
    await dialog.getByRole('option', { name: user.username }).click();
    expect(await barriers(writer.page, 'new-conversation')).toEqual([]);
    await writer.button('Start the conversation').click();
    await writer.page.getByRole('dialog').waitFor({ state: 'detached' });
    await say('just between us');
    await bell('Notifications, 1 unread').click();
    await reader.sees('just between us');
  });

  it('are all read with one button', async () => {
    await reader.button('Mark all as read').click();
    await reader.page.keyboard.press('Escape');
    await bell('Notifications').waitFor();
    await bell('Notifications').click();
    await reader.page.getByRole('radio', { name: 'Unread' }).click();
    await reader.sees('You have read everything');
    await reader.page.keyboard.press('Escape');
  });

  it('speak the language of the page', async () => {
    await reader.page.evaluate(`localStorage.setItem('portal.language', 'de')`);
    await reader.open('/');
    await reader.button('Mitteilungen').click();
    await reader.sees(`${author.username} hat Sie in #general erwähnt`);
    await reader.page.evaluate(`localStorage.setItem('portal.language', 'en')`);
  });

  it('go to a browser as its owner likes, and that is remembered', async () => {
    const { visitor } = await stage.newcomer({ permissions: ['notifications'] });
    await visitor.context.addInitScript(fakePushService());
    await visitor.open('/settings/notifications');
    const asked = async (): Promise<{ always: boolean }> =>
      (await visitor.page.waitForRequest(/\/api\/push\/subscriptions$/)).postDataJSON() as { always: boolean };
    const always = visitor.page.getByRole('switch', { name: 'Also while the portal is open' });
    const [first] = await Promise.all([
      asked(),
      visitor.page.getByRole('switch', { name: 'Notifications from the system' }).click(),
    ]);
    const [second] = await Promise.all([asked(), always.click()]);
    expect([first.always, second.always]).toEqual([false, true]);
    await expect.poll(() => always.isChecked()).toBe(true);
    expect(await barriers(visitor.page, 'notification-settings-on')).toEqual([]);

    const [again] = await Promise.all([asked(), visitor.page.reload()]);
    expect(again.always).toBe(true);
    await expect.poll(() => always.isChecked()).toBe(true);
    await visitor.page.getByRole('switch', { name: 'Notifications from the system' }).click();
    await always.waitFor({ state: 'detached' });
  });

  it('reach a browser whose page nobody looks at', async () => {
    const { page, context } = reader;
    await context.grantPermissions(['notifications']);
    await reader.open('/settings/notifications');
    await page.getByRole('switch', { name: 'Notifications from the system' }).waitFor();
    expect(await barriers(page, 'notification-settings')).toEqual([]);

    // A push service is on the internet, so the browser's own tools deliver what one would.
    const scope = (await page.evaluate(`navigator.serviceWorker.register('/push-worker.js')
      .then(() => navigator.serviceWorker.ready).then(({ scope }) => scope)`)) as string;
    const cdp = await context.newCDPSession(page);
    const registered = new Promise<string>((resolve) =>
      cdp.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const found = registrations.find(({ scopeURL }) => scopeURL === scope);
        if (found) resolve(found.registrationId);
      }),
    );
    await cdp.send('ServiceWorker.enable');
    const registrationId = await registered;
    // Where no page of the portal is; its storage is out of reach there.
    reader.witness.expect(/localStorage/);
    await page.goto('about:blank');
    const data = JSON.stringify({ title: 'ada', message: 'are you there?', link: '/connections', tag: 'dm:1' });
    await cdp.send('ServiceWorker.deliverPushMessage', {
      origin: new URL(scope).origin,
      registrationId,
      data,
    });
    await reader.open('/settings/notifications');
    const shown = (): Promise<unknown> =>
      page.evaluate(`navigator.serviceWorker.ready.then((own) => own.getNotifications())
        .then((all) => all.map(({ title, body }) => ({ title, body })))`);
    await expect.poll(shown).toEqual([{ title: 'ada', body: 'are you there?' }]);
  });
});

/** In place of the browser's push service, which is on the internet: hands out one subscription, and remembers it. */
const fakePushService = (): string => {
  const receiver = createECDH('prime256v1');
  const p256dh = receiver.generateKeys('base64url');
  const auth = randomBytes(16).toString('base64url');
  const json = JSON.stringify({ endpoint: 'http://127.0.0.1:9/push', keys: { p256dh, auth } });
  return `
    const KEY = 'fake-push';
    const bytes = (base64url) =>
      Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
    const subscription = (key) => ({
      ...${json},
      options: { applicationServerKey: bytes(key).buffer },
      toJSON: () => (${json}),
      unsubscribe: async () => { localStorage.removeItem(KEY); return true; },
    });
    PushManager.prototype.getSubscription = async () => {
      const key = localStorage.getItem(KEY);
      return key && subscription(key);
    };
    PushManager.prototype.subscribe = async ({ applicationServerKey }) => {
      localStorage.setItem(KEY, applicationServerKey);
      return subscription(applicationServerKey);
    };`;
};
