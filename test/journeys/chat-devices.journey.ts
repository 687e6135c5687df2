import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cannotTravel } from './cannot-travel.js';
import { ChatGuest } from './chat-guest.js';
import { useStage } from './stage.js';
import { PHONE } from './visitor.js';

describe.skipIf(cannotTravel)('one person in the chat on two devices', () => {
  const stage = useStage();
  let desk: ChatGuest;
  let phone: ChatGuest;
  /** Has a page that says what it is, and nothing else. */
  let site: Server;

  beforeAll(async () => {
    site = createServer(({ url }, response) =>
      response
        .writeHead(url === '/tides' ? 200 : 404, { 'content-type': 'text/html' })
        .end('<title>Tide tables</title>'),
    );
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    const user = await stage.makeUser();
    const arrive = async (options = {}): Promise<ChatGuest> => {
      const visitor = await stage.visitor(options);
      await visitor.signIn(user);
      const guest = new ChatGuest(visitor, user.username);
      await guest.enter('general');
      return guest;
    };
    [desk, phone] = await Promise.all([arrive(), arrive({ viewport: PHONE })]);
  });
  afterAll(() => site?.close());

  it('goes on writing where the other one stopped', async () => {
    await desk.field.pressSequentially('What I wanted');
    await expect.poll(() => phone.field.inputValue()).toBe('What I wanted');
    await phone.field.press('End');
    await phone.field.pressSequentially(' to say');
    await expect.poll(() => desk.field.inputValue()).toBe('What I wanted to say');
    await desk.field.press('Enter');
    await expect.poll(() => phone.field.inputValue()).toBe('');
    await phone.reads('What I wanted to say');
  });

  it('sees a card for a link whose page says what it is, and nothing amiss for others', async () => {
    const origin = `http://127.0.0.1:${(site.address() as AddressInfo).port}`;
    const asked = Promise.all(
      ['/tides', '/gone'].map((path) => {
        const about = encodeURIComponent(origin + path);
        return desk.page.waitForResponse((answer) => answer.url().includes(`/api/chat/link-preview?url=${about}`));
      }),
    );
    await desk.say(`${origin}/tides or ${origin}/gone`);
    expect((await asked).map((answer) => answer.status())).toEqual([200, 200]);
    await desk.page.getByRole('link', { name: /Tide tables/ }).waitFor();
  });
});
