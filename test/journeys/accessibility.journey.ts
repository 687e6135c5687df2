import { beforeAll, describe, expect, it } from 'vitest';
import { barriers } from './accessibility.js';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import type { Visitor } from './visitor.js';

const SIGNED_IN = {
  dashboard: '/',
  connections: '/connections',
  'connection-new': '/connections?edit=new',
  profile: '/settings/profile',
  security: '/settings/security',
  sessions: '/settings/sessions',
  'api-keys': '/settings/api-keys',
  'ssh-keys': '/settings/ssh-keys',
  'admin-users': '/admin/users',
  'admin-services': '/admin/services',
  'admin-invite': '/admin/invite-code',
  'admin-network': '/admin/network',
  'admin-relay': '/admin/relay',
  'admin-settings': '/admin/settings',
  terminals: '/terminal/connect',
  'sessions-open': '/terminal/sessions',
  streams: '/streams',
  'streams-mine': '/streams/mine',
  'recordings-none': '/recordings',
  'recordings-storage-none': '/recordings/storage',
  directory: '/directory',
  publish: '/publish',
  docs: '/docs',
  'not-found': '/nowhere',
};

/** Who has not set up a storage is told so, and a stream that never ran has no picture. */
const NO_STORAGE = /^404 GET \/api\/vods\/(sessions|storage)$/;
const NO_PICTURE = /^404 GET \/api\/stream\/pub_[\w-]+\/thumbnail$/;

describe.skipIf(cannotTravel)('every page without barriers', () => {
  const stage = useStage();
  let person: Visitor;
  let streamId: number;

  beforeAll(async () => {
    const { user, visitor } = await stage.newcomer({ role: 'admin' });
    person = visitor;
    // Discovery is off.
    person.witness.expect(/^404 GET \/discovery$/);
    person.witness.expect(NO_PICTURE, NO_STORAGE);
    const config = { username: 'deploy', auth_method: 'password', password: 'secret' };
    for (const name of ['Lighthouse', 'Harbour office', 'Crane']) {
      const host = `${name.toLowerCase().replace(' ', '-')}.example.com`;
      const { id } = await user.client.post<{ id: string }>('/api/connections', {
        name,
        type: 'ssh',
        host,
        config,
        tags: ['quay', 'north'],
      });
      if (name !== 'Crane') await user.client.post(`/api/connections/${id}/pin`);
    }
    await user.client.post('/api/api-keys', { name: 'Backup script', scopes: 'connections:read', expires_in_days: 30 });
    await user.client.post('/api/ssh-keys', { name: 'Work laptop', key_type: 'ed25519', store: true });
    const stream = { title: 'Harbour camera', description: 'Ships that come and go', is_public: false };
    ({ id: streamId } = await user.client.post<{ id: number }>('/api/streams', stream));
    const relay = { platform: 'twitch', name: 'Twitch', rtmp_url: 'rtmp://twitch.invalid/app', stream_key: 'secret' };
    await user.client.post(`/api/streams/${streamId}/relays`, relay);
    await user.client.post(`/api/streams/${streamId}/share`, {});
    const { id: bannedId } = await stage.makeUser();
    await user.client.post(`/api/streams/${streamId}/bans`, { user_id: bannedId, reason: 'Shouts all day' });
    await user.client.post('/api/streams', { title: 'Workshop' });
  });

  it.each(['/login', '/register'])('%s', async (route) => {
    const stranger = await stage.visitor();
    stranger.witness.expect(/^401 GET \/api\/me$/);
    await stranger.open(route);
    await stranger.settled();
    expect(await barriers(stranger.page, route.slice(1))).toEqual([]);
  });

  it.each(Object.entries(SIGNED_IN))('%s', async (name, route) => {
    await person.open(route);
    await person.settled();
    expect(await barriers(person.page, name)).toEqual([]);
  });

  /** What opens over a page, by the page, the buttons that lead to it and its title. */
  it.each<[name: string, route: string, buttons: string[], title: string]>([
    ['connection-import', '/connections', ['Import'], 'Import from ssh_config'],
    ['connection-delete', '/connections', ['More actions for Crane', 'Delete'], 'Delete “Crane”?'],
    ['two-factor', '/settings/security', ['Set up'], 'Two-factor authentication'],
    ['passkey', '/settings/security', ['Add a passkey'], 'Add a passkey'],
    ['api-key-new', '/settings/api-keys', ['New API key'], 'New API key'],
    ['ssh-key-new', '/settings/ssh-keys', ['New SSH key'], 'New SSH key'],
    ['user-new', '/admin/users', ['New user'], 'New user'],
    ['service-new', '/admin/services', ['New service'], 'New service'],
    ['stream-new', '/streams/mine', ['New stream'], 'New stream'],
  ])('%s', async (name, route, buttons, title) => {
    await person.open(route);
    for (const label of buttons)
      await person
        .button(label)
        .or(person.page.getByRole('menuitem', { name: label }))
        .first()
        .click();
    await person.page.getByRole('dialog', { name: title }).waitFor();
    await person.settled();
    expect(await barriers(person.page, name)).toEqual([]);
  });

  it.each(['overview', 'setup', 'browser', 'relays', 'chat', 'sharing'])('stream: %s', async (tab) => {
    await person.open(`/streams/mine/${streamId}?tab=${tab}`);
    await person.settled();
    expect(await barriers(person.page, `stream-${tab}`)).toEqual([]);
  });

  it('watching a stream, with its chat', async () => {
    // As notices name it.
    await person.open(`/streams/${streamId}`);
    await person.page.locator('[data-composer]').waitFor();
    expect(person.place).toMatch(/^\/watch\/pub_/);
    expect(await barriers(person.page, 'watch-chat')).toEqual([]);
  });

  it('the command palette and the sheet of shortcuts', async () => {
    await person.open('/');
    await person.page.keyboard.press('Control+k');
    await person.page.getByRole('dialog', { name: 'Command palette' }).waitFor();
    expect(await barriers(person.page, 'palette')).toEqual([]);
    await person.page.keyboard.press('Escape');
    await person.page.keyboard.press('?');
    await person.page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    expect(await barriers(person.page, 'shortcuts')).toEqual([]);
  });
});
