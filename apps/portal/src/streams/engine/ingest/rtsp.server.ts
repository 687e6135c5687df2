import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { createServer, type Server } from 'node:tls';
import type { PublishGate } from '../publishing.js';
import { RtspConnection, type RtspTimes } from './rtsp-connection.js';

export interface RtspServerOptions {
  gate: PublishGate;
  /** The certificate and its key, in PEM; asked for before every connection. */
  certificate: () => { cert: string; key: string };
  times?: Partial<RtspTimes>;
}

const TIMES: RtspTimes = { recordMs: 10_000, silentMs: 10_000 };
const HANDSHAKE_MS = 10_000;
const MAX_CONNECTIONS = 1000;

/** RTSPS ingest: encoders ANNOUNCE and RECORD over TLS, media inside the connection. The key is the last part of the path. */
export class RtspServer {
  private readonly server: Server;
  private readonly connections = new Set<RtspConnection>();
  private shown: { cert: string; key: string };

  constructor(private readonly options: RtspServerOptions) {
    const times = { ...TIMES, ...options.times };
    this.shown = options.certificate();
    this.server = createServer({ ...this.shown, handshakeTimeout: HANDSHAKE_MS }, (socket) => {
      const connection = new RtspConnection(socket, options.gate, times);
      this.connections.add(connection);
      void connection.run().finally(() => this.connections.delete(connection));
    });
    this.server.prependListener('connection', () => this.refreshCertificate());
    this.server.maxConnections = MAX_CONNECTIONS;
    // Handshakes that fail; the connection is gone already.
    this.server.on('tlsClientError', () => undefined);
  }

  /** Resolves to the port. */
  async listen(port: number, host?: string): Promise<number> {
    this.server.listen(port, host);
    await once(this.server, 'listening');
    return (this.server.address() as AddressInfo).port;
  }

  /** Idempotent. */
  async close(): Promise<void> {
    for (const connection of this.connections) connection.close('shutdown');
    if (!this.server.listening) return;
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private refreshCertificate(): void {
    const { cert, key } = this.options.certificate();
    if (cert === this.shown.cert && key === this.shown.key) return;
    this.shown = { cert, key };
    this.server.setSecureContext(this.shown);
  }
}
