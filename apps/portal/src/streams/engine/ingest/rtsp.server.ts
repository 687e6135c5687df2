import { once } from 'node:events';
import type { AddressInfo, Socket } from 'node:net';
import { createServer, type Server, type TLSSocket } from 'node:tls';
import type { PublishGate } from '../publishing.js';
import { RtspConnection, type RtspTimes } from './rtsp-connection.js';

export interface RtspServerOptions {
  gate: PublishGate;
  /** The certificate and its key, in PEM; asked for before every connection. */
  certificate: () => { cert: string; key: string };
  times?: Partial<RtspTimes>;
  /** Told what should not have happened. */
  onFault?: (error: unknown) => void;
}

const TIMES: RtspTimes = { recordMs: 10_000, silentMs: 10_000 };
const HANDSHAKE_MS = 10_000;
const MAX_CONNECTIONS = 1000;
const MAX_CONNECTIONS_PER_ADDRESS = 100;

/** RTSPS ingest: encoders ANNOUNCE and RECORD over TLS, media inside the connection. The key is the last part of the path. */
export class RtspServer {
  private readonly server: Server;
  /** Also those that have not shaken hands yet. */
  private readonly sockets = new Set<Socket>();
  private readonly connections = new Set<RtspConnection>();
  private readonly countByAddress = new Map<string, number>();
  private shown: { cert: string; key: string };

  constructor(private readonly options: RtspServerOptions) {
    const times = { ...TIMES, ...options.times };
    this.shown = options.certificate();
    this.server = createServer({ ...this.shown, handshakeTimeout: HANDSHAKE_MS }, (socket) =>
      this.accept(socket, times),
    );
    this.server.prependListener('connection', (socket: Socket) => {
      this.sockets.add(socket.once('close', () => this.sockets.delete(socket)));
      this.refreshCertificate();
    });
    this.server.maxConnections = MAX_CONNECTIONS;
    // Handshakes that fail; the connection is gone already.
    this.server.on('tlsClientError', () => undefined);
  }

  /** Resolves to the port. */
  async listen(port: number, host?: string): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    this.server.on('error', (error) => this.options.onFault?.(error));
    return (this.server.address() as AddressInfo).port;
  }

  /** Idempotent. */
  async close(): Promise<void> {
    for (const connection of this.connections) connection.close('shutdown');
    for (const socket of this.sockets) socket.destroy();
    if (!this.server.listening) return;
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private accept(socket: TLSSocket, times: RtspTimes): void {
    const address = socket.remoteAddress?.replace(/^::ffff:/, '') ?? '';
    const count = (this.countByAddress.get(address) ?? 0) + 1;
    if (count > MAX_CONNECTIONS_PER_ADDRESS) return void socket.destroy();
    this.countByAddress.set(address, count);
    const connection = new RtspConnection(socket, address, this.options.gate, times);
    this.connections.add(connection);
    void connection.run().finally(() => {
      this.connections.delete(connection);
      const left = (this.countByAddress.get(address) ?? 1) - 1;
      if (left > 0) this.countByAddress.set(address, left);
      else this.countByAddress.delete(address);
    });
  }

  private refreshCertificate(): void {
    const { cert, key } = this.options.certificate();
    if (cert === this.shown.cert && key === this.shown.key) return;
    this.shown = { cert, key };
    try {
      this.server.setSecureContext(this.shown);
    } catch (error) {
      // Files that do not belong together: the former certificate stays.
      this.options.onFault?.(error);
    }
  }
}
