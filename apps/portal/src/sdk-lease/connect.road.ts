import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { pipeline } from 'node:stream';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { DomainError, type ErrorCode } from '#libs/contracts';
import { ipPrefix } from '#libs/net-guard';
import { hijack, SocketPlaces, type UpgradeRouter } from '#libs/realtime';
import { accessTokenOf, RELAY_PATHS } from '#libs/relay-protocol';
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
        if (request.method !== 'GET') return turnAway(socket, new DomainError('request.method'));
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
    if (!release) return turnAway(socket, new DomainError('rate.exceeded'));
    try {
      const asked = { accessToken: accessTokenOf(headers), address, isUpgrade };
      const stream = await this.nodes
        .any()
        .then((relay) => relay?.connect(asked))
        .finally(release);
      if (!stream) throw new DomainError('server.unavailable', { text: 'No relay is running.' });
      pipeline(stream, socket, () => undefined);
      pipeline(socket, stream, () => undefined);
    } catch (error) {
      turnAway(socket, error);
    }
  }
}

const turnAway = (socket: Socket, error: unknown): void => {
  socket.end(refusal(error instanceof DomainError ? error.code : undefined));
  socket.resume();
};

const CROWDED = ['429 Too Many Requests\r\nRetry-After: 1', 'rate_limited', 'Too many attempts at once.'] as const;
const WRONG_METHOD = ['405 Method Not Allowed\r\nAllow: GET', 'method_not_allowed', 'Only GET is allowed.'] as const;
/** Never that the feature is unavailable: clients would not come back. */
const NO_RELAY = ['503 Service Unavailable\r\nRetry-After: 1', 'internal', 'No relay is running.'] as const;

const refusal = (error: ErrorCode | undefined): string => {
  const [head, code, message] =
    error === 'rate.exceeded' ? CROWDED : error === 'request.method' ? WRONG_METHOD : NO_RELAY;
  const body = JSON.stringify({ ok: false, error: { code, message } });
  return (
    `HTTP/1.1 ${head}\r\nContent-Type: application/json\r\nAccess-Control-Allow-Origin: *\r\nConnection: close\r\n` +
    `Content-Length: ${body.length}\r\n\r\n${body}`
  );
};
