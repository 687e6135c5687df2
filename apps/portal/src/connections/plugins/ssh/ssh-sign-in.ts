import type { Socket } from 'node:net';
import type { Algorithms, AnyAuthMethod, AuthHandlerMiddleware, Client } from 'ssh2';
import { DomainError } from '#libs/contracts';
import type { PluginContext } from '../../connection-plugin.js';
import { sshAttempts, type SshIdentity } from './ssh-auth.js';
import { asTargetError } from './ssh-errors.js';
import { hostKeyAlgorithms, requireHostKey } from './ssh-host-key.js';
import type { SshSettings } from './ssh-params.js';

const KEEPALIVE_MISSES = 3;

/** What signing in needs to know of an entry. */
export type SignInContext = Pick<PluginContext, 'host' | 'port' | 'hostKeys' | 'prompt' | 'status'>;

/** Shakes hands, checks the host's key and signs in. @throws DomainError hostkey.*, target.* */
export const signIn = async (
  client: Client,
  socket: Socket,
  identity: SshIdentity,
  settings: Pick<SshSettings, 'hostKeyCheck' | 'keepaliveMs' | 'legacyAlgorithms'>,
  context: SignInContext,
): Promise<void> => {
  const pinned = await context.hostKeys.find(context.host, context.port);
  const attempts = sshAttempts(identity, context.prompt);
  await new Promise<void>((resolve, reject) => {
    /** Keeps our own reason, which ssh2 would replace by "handshake failed". */
    let reason: unknown;
    const authHandler: AuthHandlerMiddleware = (left, partialSuccess, next) => {
      attempts.next({ left: left ?? [], partialSuccess: partialSuccess ?? false }).then(
        ({ value, done }) => next((done ? false : value) as AnyAuthMethod),
        (error: unknown) => {
          reason = error;
          next(false as unknown as AnyAuthMethod);
        },
      );
    };
    client.once('ready', resolve);
    client.on('error', (error) => reject(reason ?? asTargetError(error)));
    client.once('close', () => reject(reason ?? new DomainError('target.protocol')));
    client.connect({
      sock: gathering(socket),
      username: identity.username,
      ident: 'portal',
      authHandler,
      readyTimeout: 0,
      keepaliveInterval: settings.keepaliveMs,
      keepaliveCountMax: KEEPALIVE_MISSES,
      algorithms: {
        serverHostKey: hostKeyAlgorithms(pinned, settings.legacyAlgorithms),
        ...(settings.legacyAlgorithms && LEGACY),
      },
      hostVerifier: (blob: Buffer, verify: (isValid: boolean) => void) => {
        requireHostKey(blob, settings.hostKeyCheck, context).then(
          () => {
            context.status('authenticating');
            verify(true);
          },
          (error: unknown) => {
            reason = error;
            verify(false);
          },
        );
      },
    });
  });
};

/** ssh2 writes every packet in three pieces: what is written at a time leaves in one system call. */
const gathering = (socket: Socket): Socket => {
  const write = socket.write.bind(socket) as typeof socket.write;
  socket.write = ((...args: Parameters<typeof write>) => {
    if (socket.writableCorked === 0) {
      socket.cork();
      process.nextTick(() => socket.uncork());
    }
    return write(...args);
  }) as typeof socket.write;
  return socket;
};

/** What servers of the last decade no longer need. */
const LEGACY: Pick<Algorithms, 'kex' | 'cipher' | 'hmac'> = {
  kex: { append: ['diffie-hellman-group14-sha1', 'diffie-hellman-group1-sha1'], prepend: [], remove: [] },
  cipher: { append: ['aes256-cbc', 'aes128-cbc', '3des-cbc'], prepend: [], remove: [] },
  hmac: { append: ['hmac-sha1', 'hmac-sha1-96'], prepend: [], remove: [] },
};

export const unlessAborted = async <T>(work: Promise<T>, signal: AbortSignal): Promise<T> => {
  let abort: (() => void) | undefined;
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort!);
  }
};
