import type { ConnectionOptions, TLSSocket } from 'node:tls';
import { isLocalHost } from '#libs/relay-protocol';
import { addressOf, dialTls } from './relay-trust.js';

/**
 * Calls a lease's public name as a stranger would, by TLS 1.3; whatever certificate is shown will do. A name that only
 * this machine or only other networks resolve is called at the relay's own address.
 */
export async function dialPublicName(relay: URL, hostname: string, signal: AbortSignal): Promise<TLSSocket> {
  const { host, port } = addressOf(relay);
  const usual: ConnectionOptions = {
    port,
    servername: hostname,
    minVersion: 'TLSv1.3',
    ALPNProtocols: ['http/1.1'],
    rejectUnauthorized: false,
  };
  const atRelay = { ...usual, host };
  if (isLocalHost(hostname)) return dialTls(atRelay, signal);
  try {
    return await dialTls({ ...usual, host: hostname }, signal);
  } catch (error) {
    if (!isUnknownName(error)) throw error;
    return dialTls(atRelay, signal);
  }
}

const isUnknownName = (error: unknown): boolean =>
  ['ENOTFOUND', 'EAI_AGAIN', 'ENODATA'].includes(
    ((error as Error).cause as NodeJS.ErrnoException | undefined)?.code ?? '',
  );
