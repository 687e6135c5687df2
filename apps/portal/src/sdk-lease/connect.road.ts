import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import type { UpgradeRouter } from '#libs/realtime';
import { ACCESS_TOKEN_HEADER, RELAY_PATHS } from '#libs/relay-protocol';
import { RoadAdmission } from '../boundary/road-admission.js';
import { RelayNodes } from '../relay-nodes/index.js';

/**
 * `/sdk/connect` at the portal's own address, for clients that know no other: the connection is passed on to a relay,
 * whose answer is the first it hears.
 */
@Injectable()
export class ConnectRoad {
  constructor(
    private readonly nodes: RelayNodes,
    private readonly admission: RoadAdmission,
  ) {}

  register<P>(router: UpgradeRouter<P>): void {
    router.rawRoute({
      path: RELAY_PATHS.connect,
      protocol: 'raw',
      open: (socket, head, request) => void this.passOn(socket, head, request),
    });
  }

  private async passOn(socket: Socket, head: Buffer, { headers }: IncomingMessage): Promise<void> {
    const token = headers[ACCESS_TOKEN_HEADER];
    const address = this.admission.clientIp(headers, socket.remoteAddress ?? '');
    try {
      const relay = await this.nodes.any();
      const stream = await relay?.connect({
        accessToken: typeof token === 'string' ? token : undefined,
        address,
        isUpgrade: true,
      });
      if (!stream || socket.destroyed) {
        stream?.destroy();
        socket.end(UNAVAILABLE);
        return;
      }
      if (head.length > 0) stream.write(head);
      stream.on('error', () => socket.destroy()).once('close', () => socket.destroy());
      socket.on('error', () => stream.destroy()).once('close', () => stream.destroy());
      stream.pipe(socket).pipe(stream);
    } catch {
      socket.end(UNAVAILABLE);
    }
  }
}

const BODY = JSON.stringify({
  ok: false,
  error: { code: 'feature_unavailable', message: 'No relay is running.' },
});
const UNAVAILABLE =
  'HTTP/1.1 503 Service Unavailable\r\nContent-Type: application/json\r\nConnection: close\r\n' +
  `Content-Length: ${BODY.length}\r\n\r\n${BODY}`;
