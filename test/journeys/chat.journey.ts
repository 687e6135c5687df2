import { randomBytes } from 'node:crypto';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { barriers } from './accessibility.js';
import { Cable } from './cable.js';
import { cannotTravel } from './cannot-travel.js';
import { ChatGuest } from './chat-guest.js';
import { useStage } from './stage.js';
import { PHONE } from './visitor.js';

const MARK = randomBytes(3).toString('hex');
const CHANNEL = `quay-${MARK}`;
const FROM_SEA = `from the open sea ${MARK}`;

describe.skipIf(cannotTravel)('three people in the chat', () => {
  const stage = useStage({ isStory: true });
  let cable: Cable;
  let una: ChatGuest;
  let max: ChatGuest;
  let mod: ChatGuest;
  const everybody = () => [una, max, mod];

  const guest = async (options: { role?: string; portal?: string } = {}) => {
    const user = await stage.makeUser(options.role ? { role: options.role } : {});
    const visitor = await stage.visitor(options.portal ? { portal: options.portal } : {});
    await visitor.signIn(user);
    return new ChatGuest(visitor, user.username);
  };

  beforeAll(async () => {
    cable = await new Cable(inject('portal').url).open();
    [una, max, mod] = await Promise.all([guest(), guest({ portal: cable.url }), guest({ role: 'moderator' })]);
  });
  afterAll(() => cable?.close());

  it('finds a channel that was just made, and each other in it', async () => {
    await Promise.all([una, max].map(({ visitor }) => visitor.open('/chat')));
    await mod.visitor.open('/chat');
    await mod.visitor.button('Browse channels').click();
    await mod.visitor.button('New channel').click();
    await mod.visitor.field('Name').fill(CHANNEL);
    await mod.visitor.field('Description').fill('Ships that come and go');
    await mod.visitor.button('Create').click();
    for (const one of [una, max]) await one.room(CHANNEL).click();
    for (const one of everybody()) {
      await one.field.waitFor();
      await one.panel('Members').getByText('Here now: 3').waitFor();
      await one.visitor.sees('This is the beginning of');
    }
  });

  it('reads what others write as they write it', async () => {
    await una.field.pressSequentially('**Ahoy** from `pier 4`');
    await max.visitor.sees(`${una.username} is typing…`);
    await una.field.press('Enter');
    for (const one of everybody()) await one.reads('Ahoy from pier 4');
    expect(await max.message('Ahoy').locator('strong').innerText()).toBe('Ahoy');
    await una.say('<img src=x onerror=alert(1)> [bad](javascript:alert(1))');
    await max.reads('<img src=x onerror=alert(1)> bad');
    expect(await max.message('onerror').locator('img, a').count()).toBe(0);
  });

  it('reacts, replies and edits the last message with one key', async () => {
    await max.act('Ahoy', 'Add a reaction');
    await max.page.getByRole('searchbox', { name: 'Find an emoji' }).fill('anchor');
    await max.page.getByRole('button', { name: 'anchor', exact: true }).click();
    await una.message('Ahoy').getByRole('button', { name: '⚓ 1' }).click();
    await mod.message('Ahoy').getByRole('button', { name: '⚓ 2' }).waitFor();

    await max.act('Ahoy', 'Reply');
    await max.visitor.sees(`Replying to ${una.username}`);
    await max.say('Welcom aboard');
    await una
      .message('Welcom aboard')
      .getByRole('button', { name: /^In reply to/ })
      .waitFor();
    await max.field.press('ArrowUp');
    const editor = max.page.getByRole('textbox', { name: 'Edit the message' });
    await editor.fill('Welcome aboard');
    await editor.press('Enter');
    await una.reads(/Welcome aboard\s*\(edited\)/);
  });

  it('follows a thread beside the conversation', async () => {
    await una.act('Ahoy', 'Open the thread');
    const thread = una.panel('Thread');
    await thread.getByText('1 reply').waitFor();
    await thread.getByRole('textbox', { name: 'Reply in the thread' }).fill('Thanks!');
    await una.page.keyboard.press('Enter');
    await thread.getByText('2 replies').waitFor();
    await max.reads('Thanks!');
  });

  it('finds again what a moderator pins', async () => {
    await una.page.getByRole('button', { name: 'Pinned messages' }).click();
    await una.panel('Pinned messages').getByText('Nothing is pinned').waitFor();
    await mod.choose('Ahoy', 'Pin');
    await una.panel('Pinned messages').getByText('Ahoy').waitFor();
    await una.panel('Pinned messages').getByRole('button', { name: 'Show it' }).click();
    await una.panel('Pinned messages').getByRole('button', { name: 'Close' }).click();
  });

  it('votes, and sees how the vote stands', async () => {
    await una.visitor.button('New poll').click();
    await una.visitor.field('Question').fill('When do we sail?');
    await una.visitor.field('Option 1').fill('At dawn');
    await una.visitor.field('Option 2').fill('At noon');
    await una.visitor.button('Start the poll').click();
    for (const one of [max, mod]) await one.message('When do we sail?').getByText('At noon').click();
    await una
      .message('When do we sail?')
      .getByText(/^2 votes ·/)
      .waitFor();
    await una.message('When do we sail?').getByRole('button', { name: 'Close the poll' }).click();
    await una.page.getByRole('dialog').getByRole('button', { name: 'Close the poll' }).click();
    await max.message('When do we sail?').getByText('Closed').waitFor();
  });

  it('shows a picture, small and large', async () => {
    const picture = await sharp({ create: { width: 320, height: 200, channels: 3, background: '#0b6e7a' } })
      .png()
      .toBuffer();
    const chooser = una.page.waitForEvent('filechooser');
    await una.visitor.button('Attach an image').click();
    await (await chooser).setFiles({ name: 'map.png', mimeType: 'image/png', buffer: picture });
    await una.visitor.button('Remove map.png').waitFor();
    await una.page.getByRole('progressbar', { name: 'Uploading map.png' }).waitFor({ state: 'detached' });
    await una.say('the map');
    await max
      .message('the map')
      .getByRole('button', { name: /^Open the image/ })
      .click();
    const large = max.page.getByRole('dialog').locator('img');
    await expect.poll(() => large.evaluate((image: { naturalWidth: number }) => image.naturalWidth)).toBe(320);
    await max.page.keyboard.press('Escape');
  });

  it('knows what is unread and where it begins', async () => {
    await una.page.keyboard.press('Alt+k');
    await una.page.getByPlaceholder('Channel or person').fill('general');
    await una.page.keyboard.press('Enter');
    await una.page.getByRole('heading', { name: '#general' }).waitFor();
    await max.say('one more thing');
    await max.say(`@${una.username} please look`);
    await una.page.getByRole('link', { name: new RegExp(`^${CHANNEL}.*1 mention`) }).waitFor();
    await una.page.keyboard.press('Alt+Shift+ArrowDown');
    await una.page.getByRole('heading', { name: `#${CHANNEL}` }).waitFor();
    await una.message('one more thing').locator('xpath=..').getByText('New', { exact: true }).waitFor();
    await una.page.getByRole('link', { name: CHANNEL, exact: true }).waitFor();
  });

  it('sends what was written without a connection, once, when it is back', async () => {
    max.visitor.witness.expect(/WebSocket|ERR_|^502|^5\d\d/);
    cable.cut();
    await max.say(FROM_SEA);
    await max.visitor.sees('Waits for the connection');
    await una.say('can you hear us?');
    cable.mend();
    await una.reads(FROM_SEA);
    await max.reads('can you hear us?');
    await max.page.getByText('Waits for the connection').waitFor({ state: 'detached' });
    expect(await una.page.locator('[data-message]').filter({ hasText: FROM_SEA }).count()).toBe(1);
  });

  it('talks with one person alone', async () => {
    await max.page
      .getByRole('button', { name: `Profile of ${una.username}` })
      .last()
      .click();
    await max.visitor.button('Message').click();
    await max.page.getByRole('heading', { name: una.username }).waitFor();
    await max.say('a word in private');
    await una.room(max.username).click();
    await una.reads('a word in private');
    await una.say('go on');
    await max.reads('go on');
  });

  it('talks in a group', async () => {
    await una.visitor.button('New conversation').click();
    for (const { username } of [max, mod]) {
      await una.page.getByRole('combobox', { name: 'To' }).fill(username);
      await una.page.getByRole('option', { name: new RegExp(username) }).click();
    }
    await una.visitor.field('Name of the group').fill('Night watch');
    await una.visitor.button('Create the group').click();
    await una.page.getByRole('heading', { name: 'Night watch' }).waitFor();
    await una.say('who is awake?');
    for (const one of [max, mod]) {
      await one.room('Night watch').click();
      await one.reads('who is awake?');
      await one.room(CHANNEL).click();
    }
    await una.room(CHANNEL).click();
  });

  it('does not hear who is blocked', async () => {
    await una.page
      .getByRole('button', { name: `Profile of ${max.username}` })
      .last()
      .click();
    await una.visitor.button('Block').click();
    await una.visitor.sees('Message of somebody you blocked');
    await una.misses('Welcome aboard');
    await max.say('can she hear me?');
    await mod.reads('can she hear me?');
    await mod.say('she cannot');
    await una.reads('she cannot');
    expect(await una.page.getByText('can she hear me?').count()).toBe(0);
    await una.page
      .getByRole('button', { name: `Profile of ${max.username}` })
      .last()
      .click();
    await una.visitor.button('Unblock').click();
    await una.reads('Welcome aboard');
  });

  it('searches, and lands on the message in its surroundings', async () => {
    await una.page.keyboard.press('Alt+Shift+F');
    await una.panel('Search').getByRole('searchbox').fill(`"open sea ${MARK}"`);
    await una.page.keyboard.press('Enter');
    await una.panel('Search').getByText('open sea').first().click();
    await una.page.getByRole('heading', { name: `#${CHANNEL}` }).waitFor();
    await una.message(FROM_SEA).waitFor();
    await una
      .panel('Search')
      .getByRole('button', { name: /^Close/ })
      .click();
  });

  it('gives a link to a message that opens right there', async () => {
    await una.choose('Welcome aboard', 'Copy a link');
    const link = await una.page.evaluate<string>('navigator.clipboard.readText()');
    expect(new URL(link).search).toMatch(/^\?message=\d+$/);
    await mod.visitor.open(new URL(link).pathname + new URL(link).search);
    await mod.reads('Welcome aboard');
  });

  it('is kept in order by a moderator', async () => {
    await max.enter(CHANNEL);
    await max.say('rude words');
    await mod.choose('rude words', 'Delete');
    await mod.page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await una.misses('rude words');
    await max.misses('rude words');

    await mod.choose('Welcome aboard', /^Moderate/);
    await mod.page
      .getByRole('dialog')
      .getByRole('button', { name: /^Time out/ })
      .click();
    await max.visitor.sees(/^You are timed out until/);
    expect(await max.field.isDisabled()).toBe(true);
  });

  it('lists its keys', async () => {
    await una.page.getByRole('heading', { name: `#${CHANNEL}` }).click();
    await una.page.keyboard.press('?');
    const sheet = una.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
    await sheet.getByText('Next unread conversation').waitFor();
    await una.page.keyboard.press('Escape');
  });

  it('has no barriers, whatever is open', async () => {
    await una.enter(CHANNEL);
    await una.reads('the map');
    expect(await barriers(una.page, 'chat')).toEqual([]);
    for (const name of ['Pinned messages', 'Search']) {
      await una.page.getByRole('button', { name, exact: true }).first().click();
      expect(await barriers(una.page, `chat-${name}`)).toEqual([]);
      await una
        .panel(name)
        .getByRole('button', { name: /^Close/ })
        .first()
        .click();
    }
    await una.visitor.button('Emoji').click();
    await una.page.getByRole('button', { name: 'grinning face', exact: true }).waitFor();
    expect(await barriers(una.page, 'chat-emoji')).toEqual([]);
  });

  it('folds to one pane on a phone', async () => {
    const { page } = una;
    await page.setViewportSize(PHONE);
    await una.visitor.open('/chat');
    await una.room(CHANNEL).click();
    await una.say('from my pocket');
    await max.reads('from my pocket');
    await page.getByRole('link', { name: 'All conversations' }).click();
    await una.room(CHANNEL).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  });
});
