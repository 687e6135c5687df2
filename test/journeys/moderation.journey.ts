import { beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './accessibility.js';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import type { Credentials, Visitor } from './visitor.js';

describe.skipIf(cannotTravel)('moderation', () => {
  const stage = useStage({ isStory: true });
  let admin: Visitor;
  let moderator: Visitor;
  let guest: Visitor;
  let user: Credentials;

  /** Writes into the channel that shows. */
  const say = async (text: string): Promise<void> => {
    await guest.field('Message').fill(text);
    await guest.page.keyboard.press('Enter');
  };

  beforeAll(async () => {
    [{ visitor: admin }, { visitor: moderator }, { visitor: guest, user }] = await Promise.all([
      stage.newcomer({ role: 'admin' }),
      stage.newcomer({ role: 'moderator' }),
      stage.newcomer(),
    ]);
  });

  it('tries a rule on a text before anybody is stopped by it', async () => {
    await admin.open('/admin/automod');
    await admin.button('New rule').first().click();
    await admin.field('Name').fill('No brimstone');
    await admin.field('Words and phrases').fill('brimstone\nfire and fury');
    await admin.page
      .getByRole('dialog')
      .getByRole('textbox', { name: 'What somebody might write' })
      .fill('Fire and FURY!');
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Try', exact: true }).click();
    await admin.sees('Found: fire and fury');
    expect(await barriers(admin.page, 'automod-rule')).toEqual([]);
    await admin.button('Save').click();
    await admin.page
      .getByRole('row', { name: /No brimstone/ })
      .first()
      .waitFor();
  });

  it('asks all rules about a text at once', async () => {
    await admin.field('What somebody might write').fill('sulphur and Brimstone');
    await admin.button('Try').click();
    await admin.sees('Found: brimstone');
    expect(await barriers(admin.page, 'automod')).toEqual([]);
  });

  it('stops a message that breaks a rule and says so to its author', async () => {
    await guest.open('/chat/c/general');
    await say('may brimstone fall upon you');
    await guest.sees('Your message breaks a rule of this portal and was not sent.');
  });

  it('writes down what the rule did, for moderators to find', async () => {
    await moderator.open('/admin/audit-log');
    await moderator.page.getByRole('searchbox', { name: 'Done to' }).fill(user.username);
    await moderator.page.waitForURL(`**/admin/audit-log?target=${user.username}`);
    await moderator.page.getByText(`Automatic rule stopped a message of ${user.username}`).click();
    await moderator.sees('No brimstone');
    expect(await barriers(moderator.page, 'audit-log')).toEqual([]);
  });

  it('shows the rules themselves to administrators only', async () => {
    await moderator.page.goto('/admin/automod');
    await moderator.page.waitForURL((address) => address.pathname === '/');
    await moderator.heading().waitFor();
    expect(await moderator.link('Automatic rules').count()).toBe(0);
    expect(await moderator.link('Audit log').count()).toBe(1);
  });

  it('times somebody out from the list of sanctions', async () => {
    await moderator.open('/admin/moderation');
    await moderator.button('Sanction somebody').click();
    const dialog = moderator.page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Person' }).fill(user.username);
    await dialog.getByRole('option', { name: user.username }).waitFor();
    await moderator.page.keyboard.press('Enter');
    await moderator.field('Reason').fill('Brimstone, again');
    await guest.field('Message').fill('I only wanted to');
    expect(await barriers(moderator.page, 'sanction')).toEqual([]);
    await moderator.button('Time out').click();
    await moderator.page
      .getByRole('row', { name: new RegExp(`${user.username}.*Brimstone, again.*Timeout`) })
      .waitFor();
    expect(await barriers(moderator.page, 'moderation')).toEqual([]);
  });

  it('closes the composer of whoever is timed out at once, and says why and until when', async () => {
    await guest.sees(/^You are timed out until .+\. Reason: Brimstone, again$/);
    expect(await guest.field('Message').isDisabled()).toBe(true);
    expect(await guest.field('Message').inputValue()).toBe('I only wanted to');
    expect(await barriers(guest.page, 'chat-timed-out')).toEqual([]);
  });

  it('lets them write again when the sanction is lifted', async () => {
    await moderator.button(`Lift the sanction of ${user.username}`).click();
    await moderator.sees(`${user.username} may take part again`);
    await expect.poll(() => guest.field('Message').isEnabled()).toBe(true);
    expect(await guest.field('Message').inputValue()).toBe('I only wanted to');
    await say('sorry, all of you');
    await guest.page.getByRole('article').filter({ hasText: 'sorry, all of you' }).last().waitFor();
    await moderator.open('/chat/c/general');
    await moderator.sees('sorry, all of you');
  });

  it('speaks to whoever is held back in their language', async () => {
    const { user: muted, visitor } = await stage.newcomer();
    await visitor.context.addInitScript(`localStorage.setItem('portal.language', 'de')`);
    await visitor.open('/chat/c/general');
    await visitor.field('Nachricht').fill('einen Moment noch');
    await stage.admin.post('/api/admin/moderation/mute', { user_id: muted.id, reason: 'Lärm' });
    await visitor.sees('Sie sind stummgeschaltet, bis die Moderation es aufhebt. Grund: Lärm');
    expect(await visitor.field('Nachricht').isDisabled()).toBe(true);
    await stage.admin.post('/api/admin/moderation/unmute', { user_id: muted.id });
    await expect.poll(() => visitor.field('Nachricht').isEnabled()).toBe(true);
  });

  it('shows whoever is banned out of the channel, and in again', async () => {
    const { user: banned, visitor } = await stage.newcomer();
    await visitor.open('/chat/c/general');
    await visitor.field('Message').fill('as I was saying');
    const ban = { user_id: banned.id, minutes: 60, reason: 'Threats' };
    await stage.admin.post('/api/admin/moderation/ban', ban);
    await visitor.sees('You cannot enter this channel');
    await visitor.sees(/^You are banned until .+\. Reason: Threats$/);
    expect(await visitor.field('Message').count()).toBe(0);
    expect(await barriers(visitor.page, 'chat-banned')).toEqual([]);
    await stage.admin.post('/api/admin/moderation/unban', { user_id: banned.id });
    await visitor.field('Message').waitFor();
    expect(await visitor.field('Message').inputValue()).toBe('as I was saying');
  });

  it('deletes what is too old when asked to, and says what', async () => {
    await admin.open('/admin/retention');
    await admin.field('Messages in channels').fill('3');
    await admin.button('Save').click();
    await admin.page.getByRole('dialog', { name: 'Shorten how long things are kept?' }).waitFor();
    await admin.button('Save and let them go').click();
    await admin.sees('Saved');
    await admin.button('Run now').click();
    await admin.sees('The run is done');
    await admin.sees('There was nothing to delete.');
    expect(await barriers(admin.page, 'retention')).toEqual([]);
  });

  it('hides whoever is blocked, until they are not', async () => {
    const [{ id }] = (await stage.admin.get<{ users: { id: number }[] }>(`/api/admin/users?q=${user.username}`))
      .users as [{ id: number }];
    await moderator.context.request.post(`/api/users/${id}/block`, { headers: { 'sec-fetch-site': 'same-origin' } });
    await moderator.open('/settings/blocked');
    await moderator.page.getByRole('row', { name: new RegExp(user.username) }).waitFor();
    expect(await barriers(moderator.page, 'blocked')).toEqual([]);
    await moderator.button(`Unblock ${user.username}`).click();
    await moderator.sees('You have blocked nobody');
  });
});
