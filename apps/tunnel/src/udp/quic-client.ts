import { randomBytes } from 'node:crypto';
import type { Socket } from 'node:dgram';
import { isIP } from 'node:net';
import { rootCertificates } from 'node:tls';
import { clientConfig, findQuiche, QuicConnection, type QuicEnd, type Quiche } from '#libs/quic';
import { readDatagram, writeDatagram } from '#libs/relay-protocol';
import { parseControlReply } from './control-reply.js';
import { dialUdp } from './dial-udp.js';

/** The first bidirectional stream of a client (RFC 9000 §2.1). */
const CONTROL_STREAM = 0;
const MAX_REPLY_BYTES = 4096;
const OPEN_MS = 10_000;
/** Often enough to hear soon that the relay was started anew. */
const PING_MS = 4_000;
const CID_BYTES = 20;
const SCRATCH = Buffer.alloc(65_536 + 5);

/** How the relay proves who it is: by exactly this leaf (DER), or by one of the public authorities, or these (PEM). */
export type QuicTrust = { pinned: Buffer } | { ca?: string };

export interface QuicClientOptions {
  host: string;
  port: number;
  /** For SNI and, unless the certificate is pinned, to be found in it. */
  serverName: string;
  trust: QuicTrust;
  accessToken: string;
  signal?: AbortSignal;
  /** A packet of the public, once it is open; nothing of the payload stays valid after the call. */
  onFrame(flowId: number, payload: Buffer): void;
  /** Once, after it had been open. */
  onClose(reason: string): void;
}

interface Opening {
  done(): void;
  failed(error: Error): void;
}

/** The client's side of a UDP lease: proves the lease on the control stream, then exchanges frames with the relay. */
export class QuicClient {
  private readonly connection: QuicConnection;
  private state: 'handshake' | 'asked' | 'open' | 'closed' = 'handshake';
  private answer = Buffer.alloc(0);
  private pinger: NodeJS.Timeout | undefined;

  private constructor(
    quiche: Quiche,
    private readonly socket: Socket,
    private readonly options: QuicClientOptions,
    private readonly opening: Opening,
  ) {
    const { serverName, trust } = options;
    const config = clientConfig(
      quiche,
      'pinned' in trust ? undefined : [...rootCertificates, trust.ca ?? ''].join('\n'),
    );
    const [local, remote] = [socket.address(), socket.remoteAddress()].map(({ address, port }) => ({
      host: address,
      port,
    }));
    const name = isIP(serverName) ? null : serverName;
    const native = quiche.Connection.connect(name, randomBytes(CID_BYTES), local!, remote!, config);
    this.connection = new QuicConnection(quiche, native, local!, {
      transmit: (packet) => socket.send(packet, () => undefined),
      arrived: () => this.arrived(),
      closed: (end) => this.closed(end),
    });
    socket.on('message', (packet) => this.connection.receive(packet, remote!));
    // ICMP: the port is closed.
    socket.on('error', () => this.connection.abandon('nobody listens at the relay'));
  }

  static isAvailable(): boolean {
    return findQuiche() !== undefined;
  }

  /** @throws QuicRefusal; Error — no QUIC here, no answer within 10 s, or not the relay it should be */
  static async open(options: QuicClientOptions): Promise<QuicClient> {
    const quiche = findQuiche();
    if (!quiche) throw new Error('QUIC is not available on this machine');
    const limit = AbortSignal.timeout(OPEN_MS);
    const signal = options.signal ? AbortSignal.any([limit, options.signal]) : limit;
    const socket = await dialUdp(options.host, options.port);
    return new Promise((resolve, reject) => {
      const settle = (): void => signal.removeEventListener('abort', abort);
      const client = new QuicClient(quiche, socket, options, {
        done: () => resolve((settle(), client)),
        failed: (error) => reject((settle(), error)),
      });
      const abort = (): void => client.giveUp(signal.reason as Error);
      signal.addEventListener('abort', abort, { once: true });
      if (signal.aborted) abort();
    });
  }

  /** @returns false when the packet cannot be sent: too large, or closed */
  send(flowId: number, payload: Buffer): boolean {
    return (
      this.state === 'open' && this.connection.sendDatagram(writeDatagram(flowId, payload, SCRATCH)) !== 'too large'
    );
  }

  close(): void {
    this.connection.close(0, 'closed');
  }

  private arrived(): void {
    if (this.state === 'handshake') this.ask();
    if (this.state === 'asked') this.readAnswer();
    for (let bytes = this.connection.readDatagram(); bytes; bytes = this.connection.readDatagram()) {
      const frame = this.state === 'open' ? readDatagram(bytes) : undefined;
      if (frame) this.options.onFrame(frame.flowId, frame.payload);
    }
  }

  private ask(): void {
    const { trust, accessToken } = this.options;
    if ('pinned' in trust && !this.connection.peerCertificates[0]?.equals(trust.pinned)) {
      this.giveUp(new Error('the relay presents another certificate'));
      return;
    }
    this.state = 'asked';
    const line = `${JSON.stringify({ access_token: accessToken })}\n`;
    if (!this.connection.writeStream(CONTROL_STREAM, Buffer.from(line), true)) {
      this.giveUp(new Error('the access token cannot be sent'));
    }
  }

  private readAnswer(): void {
    for (
      let part = this.connection.readStream(CONTROL_STREAM);
      part;
      part = this.connection.readStream(CONTROL_STREAM)
    ) {
      this.answer = Buffer.concat([this.answer, part.data]);
      const end = this.answer.indexOf('\n');
      if (end < 0 && !part.fin && this.answer.length <= MAX_REPLY_BYTES) continue;
      const fault = parseControlReply(this.answer.subarray(0, end < 0 ? this.answer.length : end));
      if (fault) this.giveUp(fault);
      else this.opened();
      return;
    }
  }

  private opened(): void {
    this.state = 'open';
    this.pinger = setInterval(() => this.connection.ping(), PING_MS);
    this.opening.done();
  }

  private giveUp(error: Error): void {
    if (this.state === 'open' || this.state === 'closed') return;
    this.state = 'closed';
    this.opening.failed(error);
    if (this.connection.isEstablished) this.connection.close(0, 'given up');
    else this.connection.abandon('given up');
  }

  private closed(end: QuicEnd): void {
    clearInterval(this.pinger);
    this.socket.close();
    const { state } = this;
    this.state = 'closed';
    if (state === 'open') this.options.onClose(describe(end));
    else if (state !== 'closed') this.opening.failed(new Error(describe(end)));
  }
}

const describe = ({ by, reason, code, isApplication }: QuicEnd): string =>
  by === 'peer' ? `the relay closed it: ${reason || `${isApplication ? 'code' : 'QUIC error'} ${code}`}` : reason;
