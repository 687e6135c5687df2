import {
  connect,
  type ConnectionOptions,
  createSecureContext,
  type DetailedPeerCertificate,
  rootCertificates,
  type SecureContext,
  type SecureContextOptions,
  type TLSSocket,
} from 'node:tls';
import { isLocalHost } from '#libs/relay-protocol';
import { TunnelError } from './problem.js';
import type { QuicTrust } from './udp/quic-client.js';

const DIAL_LIMIT_MS = 5_000;
/** A chain longer than this is no chain. */
const MAX_CERTIFICATES = 10;

/**
 * How a relay proves who it is. A relay of this machine made its certificate itself: what it presents first is pinned.
 * Any other needs a certificate of a known authority (the system's and `ca`) for its host.
 */
export class RelayTrust {
  private constructor(
    /** As presented, the leaf first, DER. Tenants of the relay present the same one. */
    readonly chain: Buffer[],
    readonly options: ConnectionOptions,
    /** The same for QUIC. */
    readonly quic: QuicTrust,
  ) {}

  /** @throws TunnelError relay.unreachable, relay.untrusted */
  static async open(relay: URL, { ca, signal }: { ca?: string; signal: AbortSignal }): Promise<RelayTrust> {
    const host = relay.hostname.replace(/^\[|\]$/g, '');
    const isPinned = isLocalHost(host) && !ca;
    const address: ConnectionOptions = { ...addressOf(relay), ALPNProtocols: ['http/1.1'] };
    // One for all connections: making it reads every authority.
    const usual = { ...address, secureContext: contextOf(ca === undefined ? {} : { ca: [...rootCertificates, ca] }) };
    const chain = await presentedChain(isPinned ? { ...usual, rejectUnauthorized: false } : usual, signal);
    if (!isPinned) return new RelayTrust(chain, usual, ca === undefined ? {} : { ca });
    const secureContext = contextOf({ ca: chain.map(pemOf), allowPartialTrustChain: true });
    return new RelayTrust(chain, { ...address, secureContext }, { pinned: chain[0]! });
  }
}

const contextOf = (options: SecureContextOptions): SecureContext =>
  createSecureContext({ ...options, minVersion: 'TLSv1.2' });

/** Of an https URL; a bare address is sent no server name. */
export function addressOf(relay: URL): { host: string; port: number; servername?: string } {
  const host = relay.hostname.replace(/^\[|\]$/g, '');
  const port = relay.port === '' ? 443 : Number(relay.port);
  return /^[\d.]+$|:/.test(host) ? { host, port } : { host, port, servername: host };
}

/** Dials; connected and verified when it resolves. @throws TunnelError relay.unreachable, relay.untrusted */
export function dialTls(options: ConnectionOptions, signal: AbortSignal): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const socket = connect({ ...options, allowHalfOpen: true } as ConnectionOptions);
    const limit = setTimeout(() => fail(new Error(`no answer within ${DIAL_LIMIT_MS / 1000} s`)), DIAL_LIMIT_MS);
    const onAbort = (): void => fail(signal.reason as Error);
    const settle = (): void => {
      clearTimeout(limit);
      signal.removeEventListener('abort', onAbort);
    };
    const fail = (error: Error): void => {
      settle();
      socket.destroy();
      reject(signal.aborted ? error : describe(error));
    };
    signal.addEventListener('abort', onAbort, { once: true });
    socket.on('error', fail);
    const onClose = (): void => fail(new Error('the connection was closed during the handshake'));
    socket.once('close', onClose);
    socket.once('secureConnect', () => {
      settle();
      socket.off('close', onClose).off('error', fail);
      socket.on('error', () => socket.destroy());
      socket.setNoDelay(true);
      resolve(socket);
    });
  });
}

async function presentedChain(options: ConnectionOptions, signal: AbortSignal): Promise<Buffer[]> {
  const socket = await dialTls(options, signal);
  const chain = presentedBy(socket);
  socket.destroy();
  if (chain.length === 0) throw new TunnelError('relay.untrusted', 'the relay presented no certificate');
  return chain;
}

/** The certificates of the other side, the leaf first, DER; none after a resumed handshake. */
export function presentedBy(socket: TLSSocket): Buffer[] {
  const chain: Buffer[] = [];
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true);
  // A self-signed certificate is its own issuer.
  while (certificate?.raw && chain.length < MAX_CERTIFICATES && !chain.some((raw) => raw.equals(certificate!.raw))) {
    chain.push(certificate.raw);
    certificate = certificate.issuerCertificate;
  }
  return chain;
}

const pemOf = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;

const UNTRUSTED =
  /^(CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_(GET|VERIFY|DECRYPT)|ERR_TLS_CERT|INVALID_(CA|PURPOSE)|HOSTNAME_MISMATCH)/;

function describe(cause: Error): TunnelError {
  const code = (cause as NodeJS.ErrnoException).code ?? '';
  if (UNTRUSTED.test(code))
    return new TunnelError('relay.untrusted', `the relay's certificate: ${cause.message}`, { cause });
  // Both families refused: the message of the pair is empty.
  const reason = cause instanceof AggregateError ? (cause.errors[0] as Error).message : cause.message;
  return new TunnelError('relay.unreachable', `the relay cannot be reached: ${reason}`, { cause });
}
