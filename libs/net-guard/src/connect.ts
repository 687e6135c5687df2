import { connect, type Socket } from 'node:net';
import { DomainError, type ErrorCode } from '#libs/contracts';

export interface Address {
  address: string;
  family: 4 | 6;
}

/** How long one address may take before the next is tried beside it (RFC 8305 §5). */
const NEXT_ATTEMPT_MS = 250;
const MAX_ATTEMPTS = 8;
const KEEPALIVE_MS = 30_000;

const CODE_OF: Partial<Record<string, ErrorCode>> = {
  ECONNREFUSED: 'target.refused',
  ECONNRESET: 'target.refused',
  ETIMEDOUT: 'target.timeout',
};
/** Which failure of several addresses tells most. */
const TELLING: ErrorCode[] = ['target.refused', 'target.timeout', 'target.unreachable'];

/**
 * Connects to whichever address answers first: families alternate, at most eight are tried. The socket keeps one error
 * listener, so that a reset before its owner listens does not end the process; `close` still follows.
 * @throws DomainError target.refused, target.timeout, target.unreachable; or the signal's reason
 */
export function connectFirst(addresses: readonly Address[], port: number, signal: AbortSignal): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const waiting = alternate(addresses).slice(0, MAX_ATTEMPTS);
    const connecting = new Set<Socket>();
    const failures: DomainError[] = [];
    let timer: NodeJS.Timeout | undefined;

    const finish = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      const losers = [...connecting];
      connecting.clear();
      for (const socket of losers) socket.destroy();
    };
    const onAbort = (): void => {
      finish();
      reject(signal.reason);
    };
    const tryNext = (): void => {
      clearTimeout(timer);
      const address = waiting.shift();
      if (!address) {
        if (connecting.size > 0) return;
        finish();
        reject(TELLING.map((code) => failures.find((failure) => failure.code === code)).find(Boolean));
        return;
      }
      const socket = connect({
        host: address.address,
        port,
        lookup: refuseLookup,
        noDelay: true,
        keepAlive: true,
        keepAliveInitialDelay: KEEPALIVE_MS,
      });
      connecting.add(socket);
      socket.on('error', (error: NodeJS.ErrnoException) => {
        if (!connecting.delete(socket)) return;
        failures.push(new DomainError(CODE_OF[error.code ?? ''] ?? 'target.unreachable', { cause: error }));
        tryNext();
      });
      socket.once('connect', () => {
        connecting.delete(socket);
        finish();
        resolve(socket);
      });
      if (waiting.length > 0) timer = setTimeout(tryNext, NEXT_ATTEMPT_MS);
    };

    if (signal.aborted) return reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    tryNext();
  });
}

/** A literal is never looked up; if it were, a name would have come this far unjudged. */
const refuseLookup = (host: string): never => {
  throw new DomainError('target.blocked', { details: { host } });
};

function alternate(addresses: readonly Address[]): Address[] {
  const first = addresses.filter(({ family }) => family === addresses[0]?.family);
  const second = addresses.filter(({ family }) => family !== addresses[0]?.family);
  return addresses.flatMap((_, index) => [first[index], second[index]].filter((one) => one !== undefined));
}
