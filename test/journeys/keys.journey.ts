import { chmod, chown, mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SshdPeer } from '../../libs/testing/src/peers/sshd.peer.js';
import { cannotTravel } from './cannot-travel.js';
import { useStage } from './stage.js';
import { TerminalPane } from './terminal-pane.js';
import type { Visitor } from './visitor.js';

describe.skipIf(cannotTravel)('keys instead of a password', () => {
  const stage = useStage({ isStory: true });
  // As on any server: who may come in stands in the home folder.
  const sshd = new SshdPeer(['AuthorizedKeysFile .ssh/authorized_keys']);
  let person: Visitor;

  beforeAll(async () => {
    await sshd.open();
    await authorize(sshd);
    ({ visitor: person } = await stage.newcomer());
  });
  afterAll(() => sshd.close());

  const describeServer = async (name: string, method: string): Promise<void> => {
    await person.open('/connections?edit=new');
    await person.field('Host').fill('127.0.0.1');
    await person.field('Port').fill(String(sshd.port));
    await person.field('User name').fill(sshd.username);
    await person.page.getByRole('combobox', { name: 'Sign in with' }).selectOption({ label: method });
    await person.field('Name').fill(name);
  };
  const connect = async (name: string): Promise<TerminalPane> => {
    await person.button('Save and connect').click();
    await person.sees(sshd.fingerprint);
    await person.button('Trust and remember').click();
    const terminal = new TerminalPane(person, name);
    await terminal.isLive();
    return terminal;
  };

  it('signs in with a private key of the person', async () => {
    await describeServer('By key', 'Private key');
    await person.field('Private key').fill(sshd.privateKey);
    const terminal = await connect('By key');
    await terminal.run('echo "in as $USER"');
    await terminal.shows(`in as ${sshd.username}`);
  });

  it('signs in with a key the portal made and keeps', async () => {
    await person.open('/settings/ssh-keys');
    await person.button('New SSH key').first().click();
    await person.field('Name').fill('Signal flag');
    await person.page.getByRole('checkbox', { name: 'Store the private key in the portal' }).check();
    await person.button('Create').click();
    const shown = person.page.getByRole('dialog', { name: 'Your new SSH key' });
    const publicKey = await shown.getByLabel('Public key', { exact: true }).innerText();
    expect(await shown.getByLabel('Private key', { exact: true }).innerText()).toContain('PRIVATE KEY');
    await person.button('Done').click();
    await person.page.getByRole('row', { name: /Signal flag/ }).waitFor();

    await person.page.goto('/terminal/connect');
    const before = new TerminalPane(person, 'By key');
    await before.isLive();
    await before.run(`echo '${publicKey.trim()}' >> .ssh/authorized_keys; clear; echo "let in: $?"`);
    await before.shows(/^let in: 0$/m);

    await describeServer('By portal key', 'Portal key');
    const choice = person.page.getByRole('combobox', { name: 'Portal key' });
    const label = await choice.locator('option', { hasText: 'Signal flag' }).innerText();
    await choice.selectOption({ label });
    const terminal = await connect('By portal key');
    await terminal.run('echo "in as $USER"');
    await terminal.shows(`in as ${sshd.username}`);
  });

  it('stops at a server whose host key has changed, until its owner replaces the pin', async () => {
    const terminal = new TerminalPane(person, 'By portal key');
    await terminal.run('exit');
    await person.sees('The session ended with code 0.');
    const pinned = sshd.fingerprint;
    await sshd.restart(['ed25519'], { fresh: true });
    await person.button('New session').click();
    await person.sees('The key of this server has changed');
    await person.sees(pinned);
    await person.sees(sshd.fingerprint);

    await person.button('Replace the stored key').click();
    const question = person.page.getByRole('dialog', { name: 'Trust the new key?' });
    await question.getByRole('button', { name: 'Replace the stored key' }).click();
    await terminal.isLive();
    await terminal.run('clear; echo "again as $USER"');
    await terminal.shows(`again as ${sshd.username}`);
  });
});

const authorize = async (sshd: SshdPeer): Promise<void> => {
  const home = `/home/${sshd.username}`;
  const { uid, gid } = await stat(home);
  const folder = path.join(home, '.ssh');
  await mkdir(folder);
  await writeFile(path.join(folder, 'authorized_keys'), sshd.publicKey);
  for (const file of [folder, path.join(folder, 'authorized_keys')]) {
    await chown(file, uid, gid);
    await chmod(file, 0o700);
  }
};
