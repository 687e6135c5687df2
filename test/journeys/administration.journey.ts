import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import { TerminalPane } from './terminal-pane.js';
import type { Credentials, Visitor } from './visitor.js';

describe.skipIf(cannotTravel)('administration', () => {
  const stage = useStage({ isStory: true });
  const sshd = new SshdPeer();
  let admin: Visitor;
  let guest: Visitor;
  let user: Credentials;

  beforeAll(async () => {
    await sshd.open();
    [{ visitor: admin }, { visitor: guest, user }] = await Promise.all([
      stage.newcomer({ role: 'admin' }),
      stage.newcomer(),
    ]);
  });
  afterAll(() => sshd.close());

  it('shares a machine as a service', async () => {
    await admin.open('/admin/services');
    await admin.button('New service').first().click();
    await admin.field('Name').fill('Signal station');
    await admin.field('Host').fill('127.0.0.1');
    await admin.field('Port').fill(String(sshd.port));
    await admin.field('User name').fill(sshd.username);
    await admin.field('Password').fill(sshd.password!);
    await admin.button('Save').click();
    await admin.sees('Service created');
    await admin.page.getByRole('row', { name: /Signal station/ }).waitFor();
  });

  it('lets a user work on it who does not know its password', async () => {
    await guest.open('/');
    await guest.button('Connect to Signal station').click();
    const terminal = new TerminalPane(guest, 'Signal station');
    await terminal.isLive();
    await terminal.run('echo "in as $USER"');
    await terminal.shows(`in as ${sshd.username}`);
    const details = await guest.context.request.get('/api/services');
    expect(await details.text()).not.toContain(sshd.password);
    // The prompt after it would say something else again.
    await terminal.run(`printf '\\033]2;night watch\\007'; read`);
    await expect.poll(() => guest.page.title()).toBe('night watch · Open Relay Portal');
    await terminal.run('');
  });

  it('shows the key that was met, and forgets it when told to', async () => {
    admin.witness.expect(/^404 GET .*\/host-key$/);
    await admin.chooseAction('More actions for Signal station', 'Edit');
    const panel = admin.page.getByRole('region', { name: 'Host key' });
    await panel.getByText(/^SHA256:/).waitFor();
    await panel.getByRole('button', { name: 'Forget this key' }).click();
    await admin.page.getByRole('dialog').last().getByRole('button', { name: 'Forget this key' }).click();
    await panel.getByText(/No key/).waitFor();
    await admin.page.keyboard.press('Escape');
  });

  it('ends what a user has open when the account is disabled, and keeps them out', async () => {
    guest.witness.expect(/^401 /, /WebSocket connection .* failed/);
    await admin.open('/admin/users');
    await admin.page.getByRole('searchbox').fill(user.username);
    await admin.chooseAction(`More actions for ${user.username}`, 'Edit');
    await admin.page.getByRole('switch', { name: 'Account enabled' }).click();
    await admin.button('Save').click();
    await admin.sees('User saved');
    await guest.heading('Sign in to the portal').waitFor();

    guest.witness.expect(/^403 POST \/api\/token$/);
    await guest.signInByForm(user);
    await guest.sees('This account is disabled. Ask an administrator.');
  });
});
