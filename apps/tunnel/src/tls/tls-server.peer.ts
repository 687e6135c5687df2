import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { DigestSigner } from '#libs/relay-protocol';
import { acceptTls, type TlsServerOptions } from './accept-tls.js';
import type { HandshakeSigner } from './server-handshake.js';
import { type CertificateKind, makeCertificate, type TestCertificate } from './test-certificate.peer.js';
import type { TlsServerStream } from './tls-server-stream.js';

const certificates = new Map<CertificateKind, Promise<TestCertificate>>();

/** One certificate a kind and test run. */
export const certificateOf = (kind: CertificateKind): Promise<TestCertificate> => {
  const made = certificates.get(kind) ?? makeCertificate(kind);
  certificates.set(kind, made);
  return made;
};

export const localSigner = ({ key }: TestCertificate): HandshakeSigner => {
  const signer = new DigestSigner(key);
  return { sign: async (algorithm, digest) => signer.sign(algorithm, digest) };
};

/** `acceptTls` behind a TCP port; every accepted connection, and what became of its handshake, in order. */
export class TlsServerPeer {
  readonly sockets: Socket[] = [];
  private readonly outcomes: Promise<TlsServerStream>[] = [];
  private readonly waiting: ((outcome: Promise<TlsServerStream>) => void)[] = [];

  private constructor(
    private readonly server: Server,
    readonly certificate: TestCertificate,
    private readonly options: Partial<TlsServerOptions>,
  ) {
    server.on('connection', (socket) => this.receive(socket));
  }

  static async listen(options: Partial<TlsServerOptions> & { kind?: CertificateKind } = {}): Promise<TlsServerPeer> {
    const { kind = 'P-256', ...rest } = options;
    const server = createServer({ allowHalfOpen: true, noDelay: true });
    const peer = new TlsServerPeer(server, await certificateOf(kind), rest);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return peer;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The next connection's stream; rejects as its handshake does. */
  next(): Promise<TlsServerStream> {
    return this.outcomes.shift() ?? new Promise((resolve) => this.waiting.push(resolve));
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private receive(socket: Socket): void {
    this.sockets.push(socket);
    const { certificate } = this;
    const outcome = acceptTls(socket, { chain: [certificate.der], signer: localSigner(certificate), ...this.options });
    // Tests that care look at the outcome; nobody else's connection may fail the run.
    outcome.then(
      (stream) => stream.on('error', () => undefined),
      () => undefined,
    );
    const waiting = this.waiting.shift();
    if (waiting) waiting(outcome);
    else this.outcomes.push(outcome);
  }
}
