import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import type { Socket } from 'node:net';
// eslint-disable-next-line no-restricted-imports
import tls from 'node:tls';
import { MARKER } from '#libs/relay-protocol';
import { issueAuthority, issueLeaf, type Issued } from '../certificates/index.js';

/** Documented, but not among the types. */
const HALF_OPEN = { allowHalfOpen: true } as tls.ConnectionOptions;

/** A connection of a tunnel client to `/sdk/connect`, up to what comes after its marker. */
export class ReverseSession {
  /** Of the answer. */
  status = 0;
  body = '';
  keepalives = 0;
  private read: Buffer = Buffer.alloc(0);

  private constructor(readonly socket: Socket) {}

  static async open(port: number, token: string, { upgrade = true, host = 'localhost' } = {}): Promise<ReverseSession> {
    const socket = tls.connect({
      port,
      host: '127.0.0.1',
      servername: host,
      rejectUnauthorized: false,
      ALPNProtocols: ['http/1.1'],
      ...HALF_OPEN,
    });
    socket.on('error', () => socket.destroy());
    await once(socket, 'secureConnect');
    return ReverseSession.over(socket, token, { upgrade, host });
  }

  /** On a connection that is there. */
  static async over(
    socket: Socket,
    token: string,
    { upgrade = true, host = 'localhost' } = {},
  ): Promise<ReverseSession> {
    const session = new ReverseSession(socket);
    const how = upgrade ? 'Connection: Upgrade\r\nUpgrade: raw' : 'Connection: keep-alive';
    socket.write(`GET /sdk/connect HTTP/1.1\r\nHost: ${host}\r\nX-Portal-Access-Token: ${token}\r\n${how}\r\n\r\n`);
    await session.readAnswer();
    return session;
  }

  /** Resolves with the marker of a visitor; its bytes follow on the socket. */
  async start(): Promise<number> {
    for (;;) {
      const marker = (await this.take(1))[0]!;
      if (marker !== MARKER.keepalive) {
        this.socket.pause();
        if (this.read.length > 0) this.socket.unshift(this.read);
        this.read = Buffer.alloc(0);
        return marker;
      }
      this.keepalives++;
    }
  }

  close(): void {
    this.socket.destroy();
  }

  private async readAnswer(): Promise<void> {
    let head = '';
    while (!head.endsWith('\r\n\r\n')) head += (await this.take(1)).toString('latin1');
    this.status = Number(head.split(' ', 2)[1]);
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0);
    this.body = (await this.take(length)).toString();
  }

  private async take(bytes: number): Promise<Buffer> {
    while (this.read.length < bytes) {
      const chunk = await next(this.socket);
      if (!chunk) throw new Error('The session has ended.');
      this.read = Buffer.concat([this.read, chunk]);
    }
    const taken = this.read.subarray(0, bytes);
    this.read = this.read.subarray(bytes);
    return taken;
  }
}

/** The next bytes; undefined at the end. */
export const next = async (stream: Duplex): Promise<Buffer | undefined> => {
  for (;;) {
    const chunk = stream.read() as Buffer | null;
    if (chunk) return chunk;
    if (stream.readableEnded || stream.destroyed) return undefined;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        stream.off('readable', done).off('end', done).off('close', done);
        resolve();
      };
      stream.on('readable', done).on('end', done).on('close', done);
    });
  }
};

/** A tenant that ends its visitors' TLS with a certificate of its own, as no relay could. */
export const tenantCertificate = async (hostname: string): Promise<Issued & { caPem: string }> => {
  const authority = await issueAuthority('tenant');
  return { ...(await issueLeaf(authority, [hostname])), caPem: authority.certPem };
};

/** Ends the TLS of the visitor behind a session. */
export const endTls = async (session: ReverseSession, { certPem, keyPem }: Issued): Promise<tls.TLSSocket> => {
  const secured = new tls.TLSSocket(session.socket, { isServer: true, cert: certPem, key: keyPem });
  secured.on('error', () => secured.destroy());
  await once(secured, 'secure');
  return secured;
};

/** A visitor who trusts whom the tenant says it is. */
export const visit = async (port: number, hostname: string, ca?: string): Promise<tls.TLSSocket> => {
  const socket = tls.connect({
    port,
    host: '127.0.0.1',
    servername: hostname,
    ...HALF_OPEN,
    ...(ca ? { ca, checkServerIdentity: () => undefined } : { rejectUnauthorized: false }),
  });
  socket.on('error', () => socket.destroy());
  await once(socket, 'secureConnect');
  return socket;
};
