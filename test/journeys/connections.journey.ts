import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { cannotTravel } from './cannot-travel.js';
import type { PortalClient } from './portal-client.js';
import { useStage } from './stage.js';
import type { Visitor } from './visitor.js';

describe.skipIf(cannotTravel)('connections', () => {
  const stage = useStage({ isStory: true });
  const sshd = new SshdPeer();
  let person: Visitor;
  let client: PortalClient;

  beforeAll(async () => {
    await sshd.open();
    const { user, visitor } = await stage.newcomer();
    person = visitor;
    client = user.client;
  });
  afterAll(() => sshd.close());

  it('says at each field what is wrong with it', async () => {
    await person.open('/connections?edit=new');
    await person.field('Port').fill('99999');
    await person.button('Save').click();
    await person.sees('This field is required.');
    await person.sees('A number from 1 to 65535.');
    expect(await person.field('Port').getAttribute('aria-invalid')).toBe('true');
  });

  it('saves, checks, pins, filters, copies and deletes an entry', async () => {
    await person.field('Host').fill('127.0.0.1');
    await person.field('Port').fill(String(sshd.port));
    await person.field('User name').fill(sshd.username);
    await person.field('Password').fill(sshd.password!);
    await person.field('Name').fill('Harbour');
    await person.field('Tags').fill('quay, north');
    await person.button('Save').click();
    await person.sees('Connection created');

    await person.button('Check health: Harbour').click();
    await person.sees(/^\d+ ms$/);
    await person.button('Pin Harbour').click();
    await person.button('Unpin Harbour').waitFor();

    await person.chooseAction('More actions for Harbour', 'Duplicate');
    await person.sees(/^Copied as/);
    await person.button('Connect to Harbour (copy)').waitFor();
    await person.page.getByRole('searchbox').fill('copy');
    await person.sees('1 result');
    await person.chooseAction('More actions for Harbour (copy)', 'Delete');
    await person.button('Delete').click();
    await person.sees('“Harbour (copy)” deleted');
    await person.open('/');
    await person.button(/^Harbour/).waitFor();
  });

  it('keeps the password when other fields change, and never shows it', async () => {
    // So the portal says that no host key is stored yet.
    person.witness.expect(/^404 GET \/api\/connections\/[^/]+\/host-key$/);
    await person.open('/connections');
    await person.chooseAction('More actions for Harbour', 'Edit');
    const password = person.field('Password');
    expect(await password.inputValue()).toBe('');
    expect(await password.getAttribute('placeholder')).toBe('Stored. Leave empty to keep it.');
    await person.field('Tags').fill('quay');
    await person.button('Save').click();
    await person.sees('Connection saved');
    const { connections } = await client.get<{ connections: { config: unknown; tags: string[] }[] }>(
      '/api/connections',
    );
    expect(connections[0]).toMatchObject({ tags: ['quay'], config: { has_password: true } });
  });

  it('takes over hosts of an ssh_config', async () => {
    await person.open('/connections');
    await person.button('Import').click();
    await person.field('~/.ssh/config').fill('Host crane\n  HostName crane.example.com\n  User deploy\n  Port 2222\n');
    await person.button('Continue').click();
    await person.button('Import 1 connection').click();
    await person.sees('1 connection imported');
    await person.sees('crane.example.com:2222');
  });
});
