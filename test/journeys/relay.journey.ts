import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
// By file: the client has no name in package.json.
import { expose, type ExposeOptions, type Tunnel } from '../../apps/tunnel/src/index.js';
import { barriers } from './accessibility.js';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import type { Visitor } from './visitor.js';

const TEXT = 'Tides and berths';

describe.skipIf(cannotTravel)('publishing through the relay', () => {
  const stage = useStage({ isStory: true });
  const tunnels: Tunnel[] = [];
  let admin: Visitor;
  let guest: Visitor;
  let service: Server;
  let folder: string;

  const publish = async (name: string, options: Partial<ExposeOptions> = {}): Promise<void> => {
    const { port } = service.address() as AddressInfo;
    const identity = path.join(folder, `${name}.json`);
    tunnels.push(await expose({ target: port, name, identity, relays: [inject('portal').relay], ...options }));
  };

  /** What somebody finds at the public address. */
  const visit = (name: string): Promise<string> =>
    new Promise((resolve) => {
      const { hostname, port } = new URL(inject('portal').relay);
      const host = `${name}.${hostname}`;
      const options = { host: '127.0.0.1', port, servername: host, headers: { host }, agent: false };
      const call = request({ ...options, rejectUnauthorized: false }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      });
      call.once('error', () => resolve('turned away')).end();
    });

  const row = (name: string, text = ''): Locator =>
    admin.page.getByRole('row', { name: new RegExp(`${name}.*${text}`) });

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'portal-journey-tunnels-'));
    service = createServer((_request, response) => response.end(TEXT)).listen(0, '127.0.0.1');
    await once(service, 'listening');
    [{ visitor: admin }, guest] = await Promise.all([stage.newcomer({ role: 'admin' }), stage.visitor()]);
    // Discovery is off.
    admin.witness.expect(/^404 GET \/discovery$/);
    guest.witness.expect(/^401 GET \/api\/me$/, /^404 GET \/ui\/thumbnail\//);
  });

  afterAll(async () => {
    await Promise.all(tunnels.map((tunnel) => tunnel.close()));
    service.close().closeAllConnections();
    await rm(folder, { recursive: true, force: true });
  });

  it('tells a guest the command, and that a name is free', async () => {
    await guest.open('/publish');
    await guest.field('Name').fill('Harbour Wiki');
    await guest.sees('harbour-wiki.localhost looks free');
    const command = guest.page.getByLabel('Command that publishes the service');
    expect(await command.innerText()).toBe(
      `portal-tunnel expose 3000 --name harbour-wiki --relay ${inject('portal').relay}`,
    );
    await guest.page.getByRole('tab', { name: 'Windows' }).click();
    expect(await guest.page.getByLabel('Command that installs the client').innerText()).toContain('install.ps1');
  });

  it('shows a lease as soon as a tunnel has registered it', async () => {
    await admin.open('/admin/relay');
    await admin.sees('Nobody publishes anything');
    await Promise.all([
      publish('harbour-wiki', { description: 'Tides, berths and who is in', owner: 'Una', tags: ['docs'] }),
      publish('attic', { hidden: true }),
    ]);
    await row('harbour-wiki', 'Online').waitFor();
    await row('attic', 'Hidden').waitFor();
    expect(await visit('harbour-wiki')).toBe(TEXT);
    expect(await barriers(admin.page, 'relay-leases')).toEqual([]);
    await guest.sees('harbour-wiki.localhost is published already.');
  });

  it('lists for everybody what is not hidden', async () => {
    await guest.open('/directory');
    await guest.sees('Tides, berths and who is in');
    expect(await guest.page.getByText('attic').count()).toBe(0);
    await guest.page.getByRole('searchbox', { name: 'Search what is published' }).fill('nothing of the kind');
    await guest.sees('Nothing matches');
    await guest.page.getByRole('searchbox', { name: 'Search what is published' }).fill('una berths');
    await guest.link('harbour-wiki').waitFor();
    expect(await barriers(guest.page, 'relay-directory')).toEqual([]);
  });

  it('limits how fast a lease may be', async () => {
    await admin.chooseAction('More actions for harbour-wiki', 'Limit the speed…');
    await admin.field('At most').fill('fast');
    await admin.button('Save').click();
    await admin.sees('Enter a number, such as 2.5.');
    await admin.field('At most').fill('2.5');
    await admin.button('Save').click();
    await row('harbour-wiki', 'At most 2.5 MB/s').waitFor();
  });

  it('turns visitors of a denied lease away, until it is approved', async () => {
    await admin.chooseAction('More actions for harbour-wiki', 'Deny');
    await row('harbour-wiki', 'Denied').waitFor();
    await expect.poll(() => visit('harbour-wiki')).toBe('turned away');
    await admin.chooseAction('More actions for harbour-wiki', 'Approve');
    await row('harbour-wiki', 'Online').waitFor();
    await expect.poll(() => visit('harbour-wiki')).toBe(TEXT);
  });

  it('bans an identity after a question, and lifts the ban though its lease is gone', async () => {
    await admin.chooseAction('More actions for harbour-wiki', 'Ban…');
    await admin.page.getByRole('dialog', { name: 'Ban harbour-wiki?' }).waitFor();
    await admin.page.getByRole('dialog').getByRole('button', { name: 'Ban', exact: true }).click();
    await row('harbour-wiki', 'Banned').waitFor();
    await expect.poll(() => visit('harbour-wiki')).toBe('turned away');
    await Promise.all(tunnels.splice(0).map((tunnel) => tunnel.close()));
    await admin.button('Lift the ban of harbour-wiki').click();
    await admin.button('Revoke the approval of harbour-wiki').click();
    await admin.sees('Nothing was decided of anybody else.');
  });
});
