import { connect, type Socket } from 'node:net';
import { TunnelError } from './problem.js';

const DIAL_LIMIT_MS = 5_000;

/** The local service. */
export interface Target {
  host: string;
  port: number;
}

/**
 * `3000`, `host:port`, `[::1]:3000` or `http://host[:port]`.
 * @throws RangeError with a sentence
 */
export function parseTarget(text: string): Target {
  const bare = withHost(text.trim());
  const url = URL.parse(`http://${bare}`);
  const isPlain = url && url.pathname === '/' && !url.search && !url.hash && !url.username && !url.password;
  if (!isPlain || /^[a-z][a-z0-9+.-]*:\/\//i.test(bare) || url.port === '0') {
    throw new RangeError(`"${text}" is not a port or host:port`);
  }
  return { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? 80 : Number(url.port) };
}

/** Only a URL may leave its port out. */
function withHost(text: string): string {
  if (/^\d+$/.test(text)) return `localhost:${text}`;
  return /^http:\/\//i.test(text) ? text.slice('http://'.length) : /:\d+$/.test(text) ? text : '';
}

export const formatTarget = ({ host, port }: Target): string => `${host.includes(':') ? `[${host}]` : host}:${port}`;

/** @throws TunnelError target.unreachable */
export function dialTarget(target: Target): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...target, allowHalfOpen: true });
    const fail = (cause: Error): void => {
      clearTimeout(limit);
      socket.destroy();
      reject(new TunnelError('target.unreachable', `${formatTarget(target)} ${reasonOf(cause)}`, { cause }));
    };
    const limit = setTimeout(() => fail(new Error('does not answer')), DIAL_LIMIT_MS);
    socket.once('error', fail);
    socket.once('connect', () => {
      clearTimeout(limit);
      socket.off('error', fail);
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

function reasonOf(cause: Error): string {
  const first = cause instanceof AggregateError ? (cause.errors[0] as NodeJS.ErrnoException) : cause;
  const { code } = first as NodeJS.ErrnoException;
  if (code === 'ECONNREFUSED') return 'refuses connections: is the service running?';
  return code === 'ENOTFOUND' ? 'is not a known host' : (code ?? first.message);
}
