import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { clientConfig, findQuiche, QuicConnection, type QuicEnd } from '#libs/quic';

/** A client that completes the handshake and then does as it is told, however wrong. */
export class QuicPeer {
  received = Buffer.alloc(0);
  end: QuicEnd | undefined;
  isReady = false;

  private constructor(
    readonly connection: QuicConnection,
    private readonly socket: Socket,
  ) {}

  static async connect(port: number): Promise<QuicPeer> {
    const quiche = findQuiche()!;
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.connect(port, '127.0.0.1', resolve));
    const { address: host, port: from } = socket.address();
    const [local, remote] = [
      { host, port: from },
      { host: '127.0.0.1', port },
    ];
    const native = quiche.Connection.connect(
      'localhost',
      randomBytes(20),
      local,
      remote,
      clientConfig(quiche, undefined),
    );
    const connection: QuicConnection = new QuicConnection(quiche, native, local, {
      transmit: (packet) => socket.send(packet, () => undefined),
      arrived: () => peer.arrived(),
      closed: (end) => {
        peer.end = end;
        socket.close();
      },
    });
    const peer = new QuicPeer(connection, socket);
    socket.on('message', (packet) => connection.receive(packet, remote));
    socket.on('error', () => connection.abandon('nobody listens'));
    return peer;
  }

  /** Hears nothing any more, so acknowledges nothing. */
  mute(): void {
    this.socket.removeAllListeners('message');
  }

  /** The code of the relay's refusal. */
  get refusal(): string | undefined {
    const text = this.received.toString();
    return text.endsWith('\n') ? (JSON.parse(text) as { error?: string }).error : undefined;
  }

  private arrived(): void {
    this.isReady = true;
    for (let part = this.connection.readStream(0); part; part = this.connection.readStream(0)) {
      this.received = Buffer.concat([this.received, part.data]);
      if (part.fin) return;
    }
  }
}
