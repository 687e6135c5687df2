import { randomBytes } from 'node:crypto';
import type { RemoteInfo, Socket } from 'node:dgram';
import { ipPrefix } from '#libs/net-guard';
import {
  type HostPort,
  type QuicCertificate,
  QuicConnection,
  type QuicEnd,
  type Quiche,
  type QuicheConfig,
  type QuicheHeader,
  serverConfig,
} from '#libs/quic';
import { SocketPlaces } from '#libs/realtime';
import { RetryTokens } from './retry-tokens.js';
import { StatelessReset } from './stateless-reset.js';
import type { UdpCounters } from './udp-counters.js';
import type { UdpLimits } from './udp-limits.js';
import { isAnswerable, openUdpSocket, plainAddress } from './udp-socket.js';

/** Of every id we issue, by which packets find their connection. */
const CID_BYTES = 20;
const SHORT_HEADER_BYTES = 1 + CID_BYTES;
/** RFC 9000 §14.1: a smaller first packet is ignored, or we would send more than we got. */
const MIN_INITIAL_BYTES = 1200;
const LONG_HEADER = 0x80;

/** Who deals with a connection once it is there. */
export interface QuicGuest {
  arrived(): void;
  closed(end: QuicEnd): void;
}

export interface QuicListenerOptions {
  quiche: Quiche;
  host: string;
  port: number;
  certificate(): QuicCertificate;
  counters: UdpCounters;
  limits: UdpLimits;
  /** `settled`: call once the connection may count as more than an attempt. */
  welcome(connection: QuicConnection, remoteAddress: string, settled: () => void): QuicGuest;
}

/** The UDP socket all backhauls share: finds the connection of each packet, admits new ones, each after a Retry. */
export class QuicListener {
  private readonly connections = new Map<string, QuicConnection>();
  private readonly tokens = new RetryTokens();
  /** Connections without a lease yet. */
  private readonly pending: SocketPlaces;
  private readonly local: HostPort;
  private readonly answer = Buffer.alloc(MIN_INITIAL_BYTES);
  private config!: QuicheConfig;
  private reset!: StatelessReset;

  private constructor(
    private readonly socket: Socket,
    private readonly options: QuicListenerOptions,
  ) {
    this.pending = new SocketPlaces(options.limits.pendingPerAddress, options.limits.pending);
    this.local = { host: options.host, port: socket.address().port };
    this.reloadCertificate();
    socket.on('message', (packet, from) => this.receive(packet, from));
  }

  /** @throws Error — the port or the certificate cannot be used */
  static async open(options: QuicListenerOptions): Promise<QuicListener> {
    const socket = await openUdpSocket(options.host, options.port);
    try {
      return new QuicListener(socket, options);
    } catch (error) {
      socket.close();
      throw error;
    }
  }

  get port(): number {
    return this.local.port;
  }

  /** For connections accepted from now on. @throws Error — it cannot be used, and the former one stays */
  reloadCertificate(): void {
    const certificate = this.options.certificate();
    this.config = serverConfig(this.options.quiche, certificate);
    this.reset = new StatelessReset(certificate.keyPem, this.options.limits.resetsPerSecond);
  }

  /** Connections still open are cut off: close them first. */
  async close(): Promise<void> {
    for (const connection of this.connections.values()) connection.abandon('the relay closes');
    await new Promise<void>((resolve) => this.socket.close(() => resolve()));
  }

  private receive(packet: Buffer, remote: RemoteInfo): void {
    const from: HostPort = { host: remote.address, port: remote.port };
    if (packet.length === 0 || !isAnswerable(remote)) return;
    if (packet[0]! & LONG_HEADER) this.receiveLong(packet, from);
    else if (packet.length > SHORT_HEADER_BYTES) this.receiveShort(packet, from);
  }

  private receiveShort(packet: Buffer, from: HostPort): void {
    const id = packet.subarray(1, SHORT_HEADER_BYTES);
    const connection = this.connections.get(keyOf(id));
    if (connection) connection.receive(packet, from);
    else this.send(this.reset.answer(packet, id), from);
  }

  private receiveLong(packet: Buffer, from: HostPort): void {
    const header = this.headerOf(packet);
    if (!header) return;
    const connection = this.connections.get(keyOf(header.dcid));
    if (connection) connection.receive(packet, from);
    else if (packet.length >= MIN_INITIAL_BYTES) this.greet(header, packet, from);
  }

  private headerOf(packet: Buffer): QuicheHeader | undefined {
    try {
      return this.options.quiche.Header.fromSlice(packet, CID_BYTES);
    } catch {
      return undefined;
    }
  }

  private greet({ ty, version, scid, dcid, token }: QuicheHeader, packet: Buffer, from: HostPort): void {
    const { quiche } = this.options;
    // RFC 9000 §6.1: a version negotiation, which has version 0, is never answered.
    if (version === 0) return;
    if (!quiche.versionIsSupported(version)) {
      this.send(this.answer.subarray(0, quiche.negotiateVersion(scid, dcid, this.answer)), from);
    } else if (ty === quiche.Type.Initial && !token?.length) {
      const issued = randomBytes(CID_BYTES);
      const minted = this.tokens.mint(placeOf(from), issued, dcid);
      this.send(this.answer.subarray(0, quiche.retry(scid, dcid, issued, minted, version, this.answer)), from);
    } else if (ty === quiche.Type.Initial) {
      const original = this.tokens.open(token!, placeOf(from), dcid);
      if (original) this.accept(original, Buffer.from(dcid), packet, from);
    }
  }

  private accept(original: Buffer, id: Buffer, packet: Buffer, from: HostPort): void {
    const { quiche, limits, counters } = this.options;
    const address = plainAddress(from.host);
    const leave = this.connections.size < limits.connections ? this.pending.tryAcquire(ipPrefix(address)) : undefined;
    if (!leave) {
      counters.refusedHandshakes++;
      return;
    }
    // quiche copies it into the connection.
    this.config.setStatelessResetToken(BigInt(`0x${this.reset.tokenOf(id).toString('hex')}`));
    const native = quiche.Connection.accept(id, original, this.local, from, this.config);
    const key = keyOf(id);
    const connection: QuicConnection = new QuicConnection(quiche, native, this.local, {
      transmit: (bytes, to) => this.send(bytes, to),
      arrived: () => guest.arrived(),
      closed: (end) => {
        leave();
        this.connections.delete(key);
        guest.closed(end);
      },
    });
    this.connections.set(key, connection);
    const guest = this.options.welcome(connection, address, leave);
    connection.receive(packet, from);
  }

  private send(packet: Buffer | undefined, to: HostPort): void {
    if (!packet) return;
    // The scratch of short answers is used again at once.
    const bytes = packet.buffer === this.answer.buffer ? Buffer.from(packet) : packet;
    this.socket.send(bytes, to.port, to.host, () => undefined);
  }
}

const keyOf = (id: Uint8Array): string => Buffer.from(id.buffer, id.byteOffset, id.byteLength).toString('latin1');
const placeOf = ({ host, port }: HostPort): string => `${host}/${port}`;
