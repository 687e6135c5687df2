import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DomainError } from '#libs/contracts';
import { ipPrefix } from '#libs/net-guard';
import { hijack, httpAnswer, SocketPlaces, type UpgradeRouter } from '#libs/realtime';
import { accessTokenOf, RELAY_PATHS } from '#libs/relay-protocol';
import { relayFailure } from '../boundary/envelope.js';
import { RoadAdmission } from '../boundary/road-admission.js';
import { RelayNodes } from '../relay-nodes/index.js';

/** Requests of one address, or one IPv6 site, that wait for the relay's answer. */
const ATTEMPTS_PER_ADDRESS = 256;

/**
 * `/sdk/connect` at the portal's own address, for clients that know no other: the connection is passed on to a relay,
 * whose answer is the first it hears. Of protocol 8 it is an upgrade; before, an answer that keeps the connection.
 */
@Injectable()
export class ConnectRoad implements OnModuleDestroy {
  private readonly sockets = new Set<Socket>();
  private readonly attempts = new SocketPlaces(ATTEMPTS_PER_ADDRESS);

  constructor(
    private readonly nodes: RelayNodes,
    private readonly admission: RoadAdmission,
  ) {}

  register<P>(router: UpgradeRouter<P>): void {
    router.rawRoute({
      path: RELAY_PATHS.connect,
      protocol: 'raw',
      open: (socket, head, request) => {
        if (request.method !== 'GET') {
          const error = new DomainError('request.method', { text: 'Only GET is allowed.' });
          return turnAway(socket, error, { Allow: 'GET' });
        }
        if (head.length > 0) socket.unshift(head);
        void this.passOn(socket, request, true);
      },
    });
  }

  /** The same without an upgrade: takes the connection from the HTTP server. */
  take(request: IncomingMessage, response: ServerResponse): void {
    void this.passOn(hijack(response), request, false);
  }

  /** The server does not know of them. */
  onModuleDestroy(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async passOn(socket: Socket, { headers }: IncomingMessage, isUpgrade: boolean): Promise<void> {
    this.sockets.add(socket.once('close', () => this.sockets.delete(socket)));
    const address = this.admission.clientIp(headers, socket.remoteAddress ?? '');
    const release = this.attempts.tryAcquire(ipPrefix(address));
    if (!release) return turnAway(socket, new DomainError('rate.exceeded', { text: 'Too many attempts at once.' }));
    try {
      const asked = { accessToken: accessTokenOf(headers), address, isUpgrade };
      const stream = await this.nodes
        .any()
        .then((relay) => relay?.connect(asked))
        .finally(release);
      if (!stream) throw new Error('no relay');
      pipeline(stream, socket, () => undefined);
      pipeline(socket, stream, () => undefined);
    } catch {
      // Never that the feature is unavailable: clients would not come back.
      turnAway(socket, new DomainError('server.unavailable', { text: 'No relay is running.' }));
    }
  }
}

const JSON_FOR_ALL = { 'Content-Type': 'application/json', 'Access-Control-Allow-Origin': '*' };
const SOON = { 'Retry-After': '1' };

const turnAway = (socket: Socket, error: DomainError, headers: Record<string, string> = SOON): void => {
  const body = JSON.stringify(relayFailure(RELAY_PATHS.connect, error));
  socket.end(httpAnswer(error.status, { ...headers, ...JSON_FOR_ALL }, body));
  socket.resume();
};
