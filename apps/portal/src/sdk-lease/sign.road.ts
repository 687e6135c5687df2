import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { accessTokenOf, RELAY_PATHS } from '#libs/relay-protocol';
import { RelayNodes } from '../relay-nodes/index.js';

const NOT_READY = `${JSON.stringify({ error: 'no relay is running' })}\n`;

/**
 * `/v1/sign` at the portal's own address, in front of the router: its answers have no envelope, and the key is with the
 * relays.
 */
@Injectable()
export class SignRoad {
  constructor(private readonly nodes: RelayNodes) {}

  attach(server: Server): void {
    const routers = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
    server.removeAllListeners('request');
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      const isOurs = request.url!.split('?', 1)[0] === RELAY_PATHS.sign && request.method !== 'OPTIONS';
      if (isOurs) void this.passOn(request, response);
      else for (const route of routers) route.call(server, request, response);
    });
  }

  private async passOn(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { headers, method } = request;
    try {
      const relay = await this.nodes.any();
      if (!relay) throw new Error('no relay');
      const answer = await relay.sign({
        method: method!,
        accessToken: accessTokenOf(headers),
        contentType: headers['content-type'],
        body: request,
      });
      // What was not read would be taken for the next request.
      response.writeHead(answer.status, { ...answer.headers, ...(!request.complete && { connection: 'close' }) });
      pipeline(answer.body, response, () => undefined);
    } catch {
      response.writeHead(503, { 'content-type': 'application/json', 'retry-after': '1', connection: 'close' });
      response.end(NOT_READY);
    }
  }
}
