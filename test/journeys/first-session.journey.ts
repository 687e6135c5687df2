import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { cannotTravel } from './cannot-travel.js';
import { startBuiltPortal, type StartedPortal } from './portal.js';
import { useStage } from './stage.js';
import type { Visitor } from './visitor.js';

const OWNER = { username: 'mara', password: 'lighthouse keeper 1874' };

/** From a fresh data folder to a shell, with the limits everybody has. */
describe.skipIf(cannotTravel)('a first session', () => {
  const stage = useStage();
  const sshd = new SshdPeer();
  let portal: StartedPortal;
  let mara: Visitor;

  beforeAll(async () => {
    [portal] = await Promise.all([startBuiltPortal({ env: { PORTAL_NET_ALLOW: '127.0.0.1/32' } }), sshd.open()]);
    mara = await stage.visitor({ portal: portal.url });
  });
  afterAll(async () => {
    await Promise.all([portal?.stop(), sshd.close()]);
  });

  it('welcomes whoever opens a portal without accounts', async () => {
    mara.witness.expect(/^401 GET \/api\/me$/);
    await mara.page.goto('/connections');
    await mara.heading('Set up your portal').waitFor();
    expect(mara.place).toBe('/welcome');
  });

  it('takes the printed setup code and nothing else', async () => {
    mara.witness.expect(/^40[03] POST \/api\/setup$/);
    await mara.field('Setup code').fill('not-the-code');
    await mara.field('User name').fill(OWNER.username);
    await mara.field('Password').fill(OWNER.password);
    const finish = mara.button('Create account and open the portal');
    await finish.click();
    await mara.sees('That is not the setup code.');

    await mara.field('Setup code').fill(portal.setupCode!);
    await finish.click();
    await mara.heading(`Hello, ${OWNER.username}`).waitFor();
    expect(mara.place).toBe('/');
  });

  it('adds a server with the web form', async () => {
    await mara.page.getByRole('link', { name: 'New connection' }).first().click();
    await mara.field('Host').fill('127.0.0.1');
    await mara.field('Port').fill(String(sshd.port));
    await mara.field('User name').fill(sshd.username);
    await mara.field('Password').fill(sshd.password!);
    await mara.field('Name optional').fill('Harbour');
    await mara.button('Save').click();
    await mara.sees('Connection created');
    await mara.button('Connect to Harbour').waitFor();
  });
});
