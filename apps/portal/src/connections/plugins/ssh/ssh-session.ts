import ssh2 from 'ssh2';
import { DomainError } from '#libs/contracts';
import type { PluginContext, Question, SessionChannel } from '../../connection-plugin.js';
import type { SshIdentity } from './ssh-auth.js';
import { openShell } from './ssh-channel.js';
import { SshDeadline } from './ssh-deadline.js';
import { type SshParams, sshSettings, type SshSettings } from './ssh-params.js';
import { openPrivateKey } from './ssh-private-key.js';
import { signIn, unlessAborted } from './ssh-sign-in.js';

/** From the dial to the shell, without the time people are asked; PAM alone delays a refusal by seconds. */
const READY_MS = 30_000;

type Context = PluginContext<SshParams>;

/** Signs in and opens a shell. @throws DomainError hostkey.*, target.* */
export const openSshSession = async (given: Context): Promise<SessionChannel> => {
  const settings = sshSettings(given.config);
  // Before the dial: servers close connections that do not sign in within their grace time.
  const identity = await identify(given, settings);
  given.status('connecting');
  const socket = await given.dial();
  socket.setNoDelay(true);

  const client = new ssh2.Client();
  // ssh2 reports some failures late; without a listener they would end the process.
  client.on('error', () => undefined);
  const late = new AbortController();
  const deadline = new SshDeadline(READY_MS, () => late.abort(new DomainError('target.timeout')));
  const signal = AbortSignal.any([given.signal, late.signal]);
  const context = { ...given, signal, prompt: (question: Question) => deadline.hold(given.prompt(question)) };
  try {
    await unlessAborted(signIn(client, socket, identity, settings, context), signal);
    return await unlessAborted(openShell(client, socket, given.size, settings), signal);
  } catch (error) {
    client.destroy();
    socket.destroy();
    throw error;
  } finally {
    deadline.close();
  }
};

/** @throws DomainError target.auth_failed, ssh_key.not_found */
const identify = async (context: Context, settings: SshSettings): Promise<SshIdentity> => {
  const username = settings.username || (await askUsername(context));
  switch (settings.authMethod) {
    case 'ask':
      return { username };
    case 'password':
      return { username, password: (await context.secret('password')) || undefined };
    case 'key': {
      const text = await context.secret('private_key');
      if (!text) throw new DomainError('target.auth_failed', { text: 'No private key is stored.' });
      return { username, key: await openPrivateKey(text, await context.secret('passphrase'), context.prompt) };
    }
    case 'portal_key': {
      const stored = settings.sshKeyId === undefined ? undefined : await context.storedKey(settings.sshKeyId);
      if (!stored) throw new DomainError('ssh_key.not_found', { text: 'The portal does not hold this private key.' });
      return { username, key: await openPrivateKey(stored.privateKey, undefined, context.prompt) };
    }
  }
};

const askUsername = async ({ name, prompt }: Context): Promise<string> => {
  const title = `User name on ${name}`;
  const answers = await prompt({ kind: 'keyboard-interactive', title, fields: [{ label: 'User name', echo: true }] });
  const username = answers?.[0]?.trim();
  if (!username) throw new DomainError('target.auth_failed', { text: 'No user name was given.' });
  return username;
};
