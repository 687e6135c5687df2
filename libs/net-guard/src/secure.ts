import { isIP, type Socket } from 'node:net';
import { connect, type ConnectionOptions } from 'node:tls';
import { DomainError } from '#libs/contracts';

export type TlsOptions = Pick<
  ConnectionOptions,
  'ca' | 'cert' | 'key' | 'passphrase' | 'rejectUnauthorized' | 'checkServerIdentity'
>;

export interface SecureOptions extends TlsOptions {
  ALPNProtocols?: string[];
  timeoutMs: number;
}

/**
 * TLS over a dialled socket: the certificate must be for `host`, which is also named to the server unless it is an address.
 * Rejects with the error of node:tls, whose `code` says what was wrong with the certificate, or DomainError target.timeout.
 */
export function secure(socket: Socket, host: string, { timeoutMs, ...tls }: SecureOptions): Promise<Socket> {
  const name = host.replace(/\.$/, '');
  return new Promise((resolve, reject) => {
    const secured = connect({ ...tls, socket, host: name, servername: isIP(name) ? '' : name });
    const timer = setTimeout(() => secured.destroy(new DomainError('target.timeout')), timeoutMs);
    secured.once('secureConnect', () => {
      clearTimeout(timer);
      resolve(secured);
    });
    secured.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
  });
}
