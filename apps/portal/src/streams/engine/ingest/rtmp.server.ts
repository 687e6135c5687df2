import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createSecureContext, TLSSocket, type SecureContext, type SecureContextOptions } from 'node:tls';
import type { PublishGate } from '../publishing.js';
import { RtmpSession } from './rtmp-session.js';

export interface RtmpLimits {
  maxConnections: number;
  maxConnectionsPerAddress: number;
  /** From connecting until a publisher is accepted. */
  publishMs: number;
  /** A publisher that sends no audio and video for so long is over. */
  silenceMs: number;
}

export interface RtmpServerOptions {
  gate: PublishGate;
  protocol: 'rtmp' | 'rtmps';
  /** The certificate of `rtmps`, asked at every connection; the same object means that nothing has changed. */
  certificate?: () => SecureContextOptions;
  limits?: Partial<RtmpLimits>;
  /** Told what should not have happened. */
  onFault?: (error: unknown) => void;
}

const DEFAULT_LIMITS: RtmpLimits = {
  maxConnections: 1_000,
  maxConnectionsPerAddress: 100,
  publishMs: 10_000,
  silenceMs: 30_000,
};

/** Takes encoders over RTMP or RTMPS. */
export class RtmpServer {
  private readonly server: Server;
  private readonly limits: RtmpLimits;
  private readonly sessions = new Set<RtmpSession>();
  private readonly countByAddress = new Map<string, number>();
  private secure: { options: SecureContextOptions; context: SecureContext } | undefined;

  constructor(private readonly options: RtmpServerOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.server = createServer((socket) => this.accept(socket));
    this.server.maxConnections = this.limits.maxConnections;
  }

  get connections(): number {
    return this.sessions.size;
  }

  /** The port it listens on: `port`, or a free one for 0. */
  listen(port: number, host: string): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, host, () => {
        this.server.off('error', reject);
        this.server.on('error', (error) => this.options.onFault?.(error));
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  async close(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const session of this.sessions) session.close('shutdown');
    await Promise.all([stopped, ...Array.from(this.sessions, ({ closed }) => closed)]);
  }

  private accept(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    const address = socket.remoteAddress?.replace(/^::ffff:/, '');
    const count = this.countByAddress.get(address ?? '') ?? 0;
    if (!address || count >= this.limits.maxConnectionsPerAddress) return void socket.destroy();
    const stream = this.secured(socket);
    if (!stream) return void socket.destroy();
    this.countByAddress.set(address, count + 1);
    const { gate, protocol, onFault = () => undefined } = this.options;
    const session = new RtmpSession(stream, { gate, protocol, address, ...this.limits, onFault });
    this.sessions.add(session);
    socket.once('close', () => {
      this.sessions.delete(session);
      this.release(address);
    });
  }

  private release(address: string): void {
    const left = (this.countByAddress.get(address) ?? 1) - 1;
    if (left > 0) this.countByAddress.set(address, left);
    else this.countByAddress.delete(address);
  }

  /** The socket itself for plain RTMP; undefined when the certificate cannot be used. */
  private secured(socket: Socket): Socket | undefined {
    const { certificate, onFault } = this.options;
    if (!certificate) return socket;
    try {
      const options = certificate();
      if (this.secure?.options !== options) this.secure = { options, context: createSecureContext(options) };
      return new TLSSocket(socket, { isServer: true, secureContext: this.secure.context });
    } catch (error) {
      onFault?.(error);
      return undefined;
    }
  }
}
