import { beforeAll, describe, expect, it } from 'vitest';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import { PHONE, type Visitor } from './visitor.js';

describe.skipIf(cannotTravel)('the shell around the pages', () => {
  const stage = useStage();
  let person: Visitor;

  beforeAll(async () => {
    const { user, visitor } = await stage.newcomer();
    person = visitor;
    const entry = { type: 'ssh', host: 'crane.example.com', config: { username: 'deploy', auth_method: 'password' } };
    await user.client.post('/api/connections', { ...entry, name: 'Crane' });
    await person.open('/');
  });

  it('goes everywhere from the command palette', async () => {
    const { keyboard } = person.page;
    const palette = person.page.getByPlaceholder('Type a command or a name…');
    await keyboard.press('Control+k');
    await palette.fill('connections');
    await keyboard.press('Enter');
    await person.heading('Connections').waitFor();
    await keyboard.press('Control+k');
    await palette.fill('crane');
    await person.page.getByRole('option', { name: /Crane/ }).waitFor();
    await palette.fill('ssh keys');
    await keyboard.press('Enter');
    await person.page.getByRole('button', { name: 'New SSH key' }).first().waitFor();
  });

  it('explains its keys, and they work', async () => {
    await person.page.keyboard.press('?');
    await person.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Go to: Streams').waitFor();
    await person.page.keyboard.press('Escape');
    await person.page.getByRole('dialog').waitFor({ state: 'detached' });
    await person.page.keyboard.press('g');
    await person.page.keyboard.press('d');
    await person.heading(/^Hello/).waitFor();
    await person.page.keyboard.press('g');
    await person.page.keyboard.press('c');
    await person.heading('Connections').waitFor();
    await person.page.keyboard.press('/');
    await person.page.keyboard.type('nothing like it');
    await person.sees('Nothing matches “nothing like it”.');
    await person.page.getByRole('searchbox').fill('');
  });

  it('keeps theme, density and language of the browser', async () => {
    const root = person.page.locator('html');
    await person.openUserMenu();
    await person.page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await person.page.getByRole('menuitemradio', { name: 'Compact' }).click();
    await person.page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await person.page.keyboard.press('Escape');
    await person.page.reload();
    await person.heading('Verbindungen').waitFor();
    expect(await root.getAttribute('data-theme')).toBe('dark');
    expect(await root.getAttribute('data-density')).toBe('compact');
    expect(await root.getAttribute('lang')).toBe('de');
    for (const [route, title] of [
      ['/', /^Hallo/],
      ['/settings/security', 'Profil & Sicherheit'],
    ] as const) {
      await person.open(route);
      await person.heading(title).waitFor();
    }
  });

  it('comes back to the page that was wanted after signing in', async () => {
    const { user, visitor } = await stage.newcomer();
    visitor.witness.expect(/^401 GET \/api\/me$/);
    await visitor.context.clearCookies();
    await visitor.page.goto('/settings/ssh-keys');
    await visitor.heading('Sign in to the portal').waitFor();
    visitor.witness.expect(/^401 POST \/api\/token$/);
    await visitor.signInByForm({ ...user, password: 'not the password' });
    await visitor.sees('The user name or the password is wrong.');
    await visitor.signInByForm(user);
    await visitor.link('SSH keys').waitFor();
    expect(visitor.place).toBe('/settings/ssh-keys');
  });

  it('fits a phone, with the navigation below', async () => {
    const { visitor } = await stage.newcomer({ viewport: PHONE, hasTouch: true, isMobile: true });
    await visitor.open('/');
    const bar = visitor.page.getByRole('navigation', { name: 'Main' });
    await bar.getByRole('link', { name: 'Connections' }).tap();
    await visitor.heading('Connections').waitFor();
    await bar.getByRole('button', { name: 'More' }).tap();
    await visitor.page.getByRole('dialog', { name: 'Menu' }).getByRole('link', { name: 'API reference' }).tap();
    await visitor.page.waitForURL('**/docs');
  });

  it('says when the network is gone, and catches up when it is back', async () => {
    const { user, visitor } = await stage.newcomer();
    visitor.witness.expect(/ERR_INTERNET_DISCONNECTED/);
    await visitor.open('/connections');
    await visitor.sees('No connections yet');
    await visitor.context.setOffline(true);
    await visitor.sees('You are offline. What you see may be out of date.');
    await user.client.post('/api/connections', { name: 'Buoy', type: 'ssh', host: 'buoy.example.com', config: {} });
    await visitor.context.setOffline(false);
    await visitor.button('Connect to Buoy').waitFor();
    await visitor.page.getByText('You are offline').waitFor({ state: 'detached' });
  });
});
