import ssh2, { type Client } from 'ssh2';
import { DomainError } from '#libs/contracts';
import type { NetGuard, Scope } from '#libs/net-guard';
import type { HostKeyStore, Target } from '../../connection-plugin.js';
import { openPrivateKey } from './ssh-private-key.js';
import { signIn, unlessAborted } from './ssh-sign-in.js';

export interface SshClientOptions extends Target {
  username: string;
  password?: string | undefined;
  /** PEM or OpenSSH; with `passphrase` when it has one. */
  privateKey?: string | undefined;
  passphrase?: string | undefined;
  hostKeys: HostKeyStore;
  scope: Scope;
  /** From the dial to being signed in. */
  timeoutMs?: number;
  signal?: AbortSignal | undefined;
}

const READY_MS = 20_000;
const KEEPALIVE_MS = 15_000;

/**
 * A signed-in client with nobody to ask: a host key that is not known is pinned, a changed one refused.
 * @throws DomainError hostkey.changed, target.*
 */
export const openSshClient = async (guard: NetGuard, options: SshClientOptions): Promise<Client> => {
  const { host, port, username, password, privateKey, passphrase, hostKeys, scope } = options;
  const deadline = AbortSignal.timeout(options.timeoutMs ?? READY_MS);
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline;
  const noAnswer = async (): Promise<null> => null;
  const key = privateKey ? await openPrivateKey(privateKey, passphrase, noAnswer) : undefined;
  const socket = await guard.dial({ host, port }, { scope, signal });
  // Transfers are many small packets both ways; without it SFTP crawls.
  socket.setNoDelay(true);
  const client = new ssh2.Client();
  // ssh2 reports some failures late; without a listener they would end the process.
  client.on('error', () => undefined);
  try {
    const settings = { hostKeyCheck: 'accept-new', keepaliveMs: KEEPALIVE_MS, legacyAlgorithms: false } as const;
    const context = { host, port, hostKeys, prompt: noAnswer, status: () => undefined };
    await unlessAborted(signIn(client, socket, { username, password, key }, settings, context), signal);
    return client;
  } catch (error) {
    client.destroy();
    socket.destroy();
    if (deadline.aborted && !options.signal?.aborted) throw new DomainError('target.timeout', { cause: error });
    throw error;
  }
};
