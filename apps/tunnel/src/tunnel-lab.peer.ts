import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server as HttpServer } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach } from 'vitest';
import type { ConnectionEvent } from './callers.js';
import type { ExposeOptions } from './exposure.js';
import type { Problem } from './problem.js';
import type { RelayStatus } from './relay-status.js';
import { Tunnel } from './tunnel.js';

/** A tunnel and all it said. */
export interface WatchedTunnel {
  tunnel: Tunnel;
  states: RelayStatus[];
  problems: Problem[];
  connections: ConnectionEvent[];
}

export interface PublicAnswer {
  status: number;
  body: string;
  headers: IncomingMessage['headers'];
}

/** Closes what a test opened, the newest first. */
export class TunnelLab {
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'tunnel-lab-'));
  private readonly closing: (() => unknown)[] = [];

  constructor() {
    afterEach(() => this.close());
    afterAll(() => rmSync(this.folder, { recursive: true, force: true }));
  }

  async open(options: ExposeOptions): Promise<WatchedTunnel> {
    const identity = this.file(options.name ?? 'unnamed');
    const tunnel = await Tunnel.open({ identity, ...options });
    this.onClose(() => tunnel.close());
    const watched: WatchedTunnel = { tunnel, states: [], problems: [], connections: [] };
    tunnel.on('state', (state) => watched.states.push(state));
    tunnel.on('problem', (problem) => watched.problems.push(problem));
    tunnel.on('connection', (event) => watched.connections.push(event));
    return watched;
  }

  async expose(options: ExposeOptions): Promise<WatchedTunnel> {
    const watched = await this.open(options);
    await watched.tunnel.ready(AbortSignal.timeout(10_000));
    return watched;
  }

  /** For an identity of the test that runs. */
  file(name: string): string {
    return path.join(this.folder, `${name}.json`);
  }

  /** A local HTTP service; its port. */
  async http(answer: Parameters<typeof createServer>[1]): Promise<number> {
    return this.listen(createServer(answer as never));
  }

  async listen(server: HttpServer | import('node:net').Server): Promise<number> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    this.onClose(() => {
      if ('closeAllConnections' in server) server.closeAllConnections();
      server.close();
    });
    return (server.address() as AddressInfo).port;
  }

  onClose(close: () => unknown): void {
    this.closing.push(close);
  }

  private async close(): Promise<void> {
    for (const close of this.closing.splice(0).reverse()) await close();
  }
}

/** As a browser would, without its resolver: every name below localhost is this machine. */
export const visit = (
  publicUrl: string,
  { pathname = '/', method = 'GET', body }: { pathname?: string; method?: string; body?: string | Buffer } = {},
): Promise<PublicAnswer> =>
  new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(publicUrl);
    const call = request({
      ...{ host: '127.0.0.1', port, servername: hostname, path: pathname, method, rejectUnauthorized: false },
      ...{ agent: false, headers: { host } },
    });
    call.on('error', reject);
    call.on('response', (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((read) => resolve({ status, headers, body: read }), reject);
    });
    call.end(body);
  });
