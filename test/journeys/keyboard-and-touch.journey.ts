import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import { TerminalPane } from './terminal-pane.js';
import { PHONE } from './visitor.js';

describe.skipIf(cannotTravel)('a terminal', () => {
  const stage = useStage();
  const sshd = new SshdPeer();

  beforeAll(async () => {
    await sshd.open();
  });
  afterAll(() => sshd.close());

  /** Somebody with one connection that signs in by itself. */
  const crew = async () => {
    const user = await stage.makeUser();
    const config = { username: sshd.username, auth_method: 'password', password: sshd.password };
    await user.client.post('/api/connections', {
      name: 'Bridge',
      type: 'ssh',
      host: '127.0.0.1',
      port: sshd.port,
      config,
    });
    return user;
  };

  it('is reached, used and left with the keyboard alone', async () => {
    const user = await crew();
    const person = await stage.visitor();
    person.witness.expect(/^401 GET \/api\/me$/);
    const { keyboard } = person.page;
    await person.open('/login');
    await keyboard.type(user.username);
    await keyboard.press('Tab');
    await keyboard.type(user.password);
    await keyboard.press('Enter');
    await person.heading(/^Hello/).waitFor();
    await keyboard.press('Control+k');
    await person.page.getByPlaceholder('Type a command or a name…').waitFor();
    await keyboard.type('bridge');
    await person.page.getByRole('option', { name: /Bridge/, selected: true }).waitFor();
    await keyboard.press('Enter');

    const terminal = new TerminalPane(person, 'Bridge');
    await terminal.isLive();
    await terminal.run('echo "hands free: $((40 + 2))"');
    await terminal.shows('hands free: 42');
    await keyboard.press('Control+F6');
    await expect.poll(() => focusedName(person)).not.toContain('Terminal input');
    await keyboard.press('Control+k');
    await person.page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    await keyboard.type('dashboard');
    await keyboard.press('Enter');
    await person.heading(/^Hello/).waitFor();
  });

  it('has on a phone the keys a phone lacks', async () => {
    const user = await crew();
    const person = await stage.visitor({ viewport: PHONE, hasTouch: true, isMobile: true });
    await person.signIn(user);
    await person.open('/connections');
    const terminal = new TerminalPane(person, 'Bridge');
    await person.button('Connect to Bridge').tap();
    await terminal.isLive();
    const keys = person.page.getByRole('toolbar', { name: 'Extra keys' });
    await terminal.run('sleep 600');
    await terminal.shows(/sleep 600$/m);
    await keys.getByRole('button', { name: 'Ctrl' }).tap();
    await terminal.press('c');
    await terminal.run('echo "stopped: $?"');
    await terminal.shows(/^stopped: 130$/m);
    await keys.getByRole('button', { name: 'Arrow up' }).tap();
    await terminal.press('Enter');
    await terminal.shows(/^stopped: 0$/m);
    expect(await person.page.evaluate('document.documentElement.scrollWidth')).toBe(PHONE.width);
  });
});

const focusedName = (person: { page: { evaluate(text: string): Promise<unknown> } }): Promise<unknown> =>
  person.page.evaluate('document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent');
