import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { hijack } from '#libs/realtime';
import { ACCESS_TOKEN_HEADER, accessTokenOf, RELAY_PATHS } from '#libs/relay-protocol';
import type { ApiProxy } from './api-proxy.js';
import { readRequestHead, type RequestHead } from './request-head.js';
import type { ConnectOffer, ReverseConnect } from './reverse-connect.js';

export interface ServedCertificate {
  /** Leaf first. */
  chainPem: string;
  keyPem: string;
}

export interface RootHostOptions {
  certificate: ServedCertificate;
  connect: ReverseConnect;
  api: ApiProxy;
  /** `POST /v1/sign`. */
  sign(request: IncomingMessage, response: ServerResponse): void;
  /** How long a handshake may take, and then the head of a request. */
  patienceMs?: number;
}

const PATIENCE_MS = 10_000;
/** Between two looks for heads that take too long. */
const LOOK_MS = 1_000;
const CONNECT = Buffer.from('GET /sdk/connect');

/**
 * The relay under its own name: ends TLS, makes sessions of `/sdk/connect`, signs handshakes, and passes everything else
 * on to the api role. The raw socket is the visitor's own, so its address is known.
 */
export class RootHost {
  private readonly server: Server;
  private readonly patienceMs: number;
  /** Connections that are no sessions yet, by where they come from: TLS has a socket of its own. */
  private readonly arriving = new Map<string, () => void>();

  constructor(private readonly options: RootHostOptions) {
    const { chainPem, keyPem } = options.certificate;
    this.patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.server = createServer({
      cert: chainPem,
      key: keyPem,
      minVersion: 'TLSv1.2',
      ALPNProtocols: ['http/1.1'],
      handshakeTimeout: this.patienceMs,
      headersTimeout: this.patienceMs,
      connectionsCheckingInterval: Math.min(LOOK_MS, this.patienceMs),
      requestTimeout: 0,
      keepAliveTimeout: 65_000,
    });
    // Only a server that listens looks for heads that take too long; this one is handed its connections.
    this.server.emit('listening');
    // In front of the HTTP parser: what becomes a reverse session is none of its requests.
    const [parse] = this.server.listeners('secureConnection') as ((socket: Duplex) => void)[];
    this.server.removeAllListeners('secureConnection');
    this.server.on('secureConnection', (socket) => this.peek(socket, () => parse!.call(this.server, socket)));
    this.server.on('request', (request, response) => this.answer(request, response));
    this.server.on('upgrade', (request, socket, head) => this.upgrade(request, socket, head));
    this.server.on('tlsClientError', (_error, socket) => socket.destroy());
    this.server.on('clientError', (_error, socket) => socket.destroy());
  }

  /** `onSession` is called when the connection has become a session. */
  accept(socket: Socket, onSession: () => void): void {
    const visitor = visitorOf(socket);
    this.arriving.set(visitor, onSession);
    socket.once('close', () => this.arriving.delete(visitor));
    this.server.emit('connection', socket);
  }

  /** For connections to come; those that are stay. */
  useCertificate({ chainPem, keyPem }: ServedCertificate): void {
    this.server.setSecureContext({ cert: chainPem, key: keyPem, minVersion: 'TLSv1.2' });
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private peek(socket: Socket, parse: () => void): void {
    let read: Buffer = Buffer.alloc(0);
    const gone = (): void => void socket.destroy();
    const timer = setTimeout(gone, this.patienceMs);
    const stop = (): void => {
      clearTimeout(timer);
      socket.off('data', take).off('end', gone).off('close', stop).off('error', gone);
    };
    const take = (chunk: Buffer): void => {
      read = read.length === 0 ? chunk : Buffer.concat([read, chunk]);
      const isConnect = read.subarray(0, CONNECT.length).equals(CONNECT.subarray(0, read.length));
      if (isConnect && read.length < CONNECT.length) return;
      const reading = isConnect ? readRequestHead(read) : undefined;
      if (reading?.kind === 'more') return;
      stop();
      if (reading?.kind === 'head' && isConnectTarget(reading.head)) {
        socket.pause();
        if (read.length > reading.length) socket.unshift(read.subarray(reading.length));
        this.connect(socket, reading.head);
        return;
      }
      socket.pause();
      socket.unshift(read);
      parse();
      socket.resume();
    };
    socket.on('data', take).once('end', gone).once('close', stop).once('error', gone);
  }

  private connect(socket: Socket, { version, headers }: RequestHead): void {
    this.become(socket, socket, {
      accessToken: headers.get(ACCESS_TOKEN_HEADER),
      address: socket.remoteAddress ?? '',
      version,
      isUpgrade: headers.get('upgrade')?.toLowerCase() === 'raw',
    });
  }

  private become(visitor: Socket, stream: Duplex, offer: ConnectOffer): void {
    void this.options.connect.accept(stream, offer, this.arriving.get(visitorOf(visitor)));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = pathOf(request);
    if (path === RELAY_PATHS.sign && request.method !== 'OPTIONS') this.options.sign(request, response);
    // On a connection that has asked for something else before.
    else if (path === RELAY_PATHS.connect && request.method === 'GET') this.receive(request, hijack(response), false);
    else this.options.api.pass(request, response);
  }

  private upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const isConnect = request.method === 'GET' && pathOf(request) === RELAY_PATHS.connect;
    if (!isConnect) return this.options.api.upgrade(request, socket, head);
    if (head.length > 0) socket.unshift(head);
    this.receive(request, socket, true);
  }

  private receive({ headers, socket, httpVersion }: IncomingMessage, stream: Duplex, isUpgrade: boolean): void {
    this.become(socket, stream, {
      accessToken: accessTokenOf(headers),
      address: socket.remoteAddress ?? '',
      version: httpVersion,
      isUpgrade,
    });
  }
}

const visitorOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

const pathOf = ({ url = '' }: IncomingMessage): string => url.split('?', 1)[0]!;

const isConnectTarget = ({ method, target }: RequestHead): boolean =>
  method === 'GET' && target.split('?', 1)[0] === RELAY_PATHS.connect;
