// The portal's own processes: no target of a user's, so no guard's business.
// eslint-disable-next-line no-restricted-imports
import { Agent, type IncomingMessage, request, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import { DomainError, type ErrorCode } from '#libs/contracts';
import { ipPrefix } from '#libs/net-guard';
import { httpAnswer, SocketPlaces } from '#libs/realtime';

const CONNECTIONS = 2_048;
/** Of one address, or one IPv6 site: requests under way, and connections that became another protocol. Many people may share one. */
const REQUESTS_PER_ADDRESS = 256;
const UPGRADES_PER_ADDRESS = 512;
const IDLE_MS = 30_000;
/** An answer may take its time: downloads, playlists that wait. */
const SILENT_MS = 120_000;
const JSON_SOON = { 'content-type': 'application/json', 'access-control-allow-origin': '*', 'retry-after': '1' };

/** Of one connection only (RFC 9110 §7.6.1), and what only a proxy may say. */
const OWN = new Set([
  'connection',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'forwarded',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
]);

/** Never of one connection only, whatever it says: without them the api role would read another request than was sent. */
const LASTING = new Set(['content-length', 'host']);

export interface ApiProxyOptions {
  api(): URL;
  onError(error: unknown): void;
  /** The body of a refusal of a request for this address, as the api role would have it. */
  refusalOf(url: string, error: DomainError): object;
  requestsPerAddress?: number;
  upgradesPerAddress?: number;
}

/** Passes requests for the relay's own host on to the api role, with the address they came from. */
export class ApiProxy {
  /** Requests that were one too many of their address. */
  crowded = 0;
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE_MS });
  private readonly requests: SocketPlaces;
  private readonly upgrades: SocketPlaces;

  constructor(private readonly options: ApiProxyOptions) {
    this.requests = new SocketPlaces(options.requestsPerAddress ?? REQUESTS_PER_ADDRESS);
    this.upgrades = new SocketPlaces(options.upgradesPerAddress ?? UPGRADES_PER_ADDRESS);
  }

  close(): void {
    this.agent.destroy();
  }

  pass(incoming: IncomingMessage, response: ServerResponse): void {
    const release = this.admit(this.requests, incoming);
    if (!release) {
      // What was not read would be taken for the next request.
      response.writeHead(429, { ...JSON_SOON, ...(!incoming.complete && { connection: 'close' }) });
      response.end(this.refusal(incoming, 'rate.exceeded'));
      return;
    }
    response.once('close', release);
    const hasBody =
      incoming.headers['content-length'] !== undefined || incoming.headers['transfer-encoding'] !== undefined;
    const sent = this.send(incoming, {}, this.agent);
    sent.once('response', (answer) => {
      response.writeHead(answer.statusCode!, answer.statusMessage, kept(answer.rawHeaders));
      pipeline(answer, response, (error) => error && response.destroy());
    });
    sent.once('error', (error) => {
      if (response.headersSent || response.destroyed) return void response.destroy();
      this.options.onError(error);
      response.writeHead(503, JSON_SOON).end(this.refusal(incoming, 'server.unavailable'));
    });
    response.once('close', () => sent.destroy());
    if (hasBody) pipeline(incoming, sent, () => undefined);
    else sent.end();
  }

  /** WebSockets. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
    const release = this.admit(this.upgrades, incoming);
    if (!release) {
      socket.end(httpAnswer(429, JSON_SOON, this.refusal(incoming, 'rate.exceeded')));
      return;
    }
    if (socket.destroyed) return release();
    socket.once('close', release);
    const sent = this.send(incoming, { connection: 'upgrade', upgrade: incoming.headers.upgrade ?? '' }, false);
    const fail = (): void => void socket.destroy();
    socket.on('error', () => sent.destroy());
    socket.once('close', () => sent.destroy());
    sent.once('upgrade', (answer, upstream, first) => {
      socket.write(headOf(answer, answer.rawHeaders));
      if (first.length > 0) upstream.unshift(first);
      if (head.length > 0) upstream.write(head);
      upstream.on('error', fail);
      socket.once('close', () => upstream.destroy());
      upstream.once('close', fail);
      upstream.pipe(socket).pipe(upstream);
    });
    sent.once('response', (answer) => {
      // The chunks it may have come in are put together; its end is that of the connection.
      socket.write(headOf(answer, [...kept(answer.rawHeaders), 'Connection', 'close']));
      pipeline(answer, socket, fail);
    });
    sent.once('error', (error) => {
      if (socket.destroyed || socket.writableEnded) return;
      this.options.onError(error);
      socket.end(httpAnswer(503, JSON_SOON, this.refusal(incoming, 'server.unavailable')));
    });
    sent.end();
  }

  /** Undefined for one too many. */
  private admit(places: SocketPlaces, { socket }: IncomingMessage): (() => void) | undefined {
    const release = places.tryAcquire(ipPrefix(socket.remoteAddress ?? ''));
    if (!release) this.crowded++;
    return release;
  }

  private refusal({ url = '/' }: IncomingMessage, code: ErrorCode): string {
    return JSON.stringify(this.options.refusalOf(url, new DomainError(code)));
  }

  private send(incoming: IncomingMessage, extra: Record<string, string>, agent: Agent | false) {
    const headers = [...kept(incoming.rawHeaders)];
    const { remoteAddress = '' } = incoming.socket;
    headers.push('X-Forwarded-For', remoteAddress, 'X-Forwarded-Proto', 'https');
    if (incoming.headers.host) headers.push('X-Forwarded-Host', incoming.headers.host);
    for (const [name, value] of Object.entries(extra)) headers.push(name, value);
    if (incoming.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked');
    const { hostname, port } = this.options.api();
    return request({
      host: hostname,
      port: port || 80,
      method: incoming.method,
      path: incoming.url,
      headers,
      agent,
      setHost: false,
      timeout: SILENT_MS,
    }).once('timeout', function (this: { destroy(error: Error): void }) {
      this.destroy(new Error('timeout'));
    });
  }
}

/** Without those of the connection they came by. */
const kept = (raw: string[]): string[] => {
  const own = new Set(OWN);
  for (let at = 0; at < raw.length; at += 2)
    if (raw[at]!.toLowerCase() === 'connection')
      for (const name of raw[at + 1]!.split(',')) own.add(name.trim().toLowerCase());
  for (const name of LASTING) own.delete(name);
  return raw.filter((_, at) => !own.has(raw[at - (at % 2)]!.toLowerCase()));
};

const headOf = ({ statusCode, statusMessage }: IncomingMessage, rawHeaders: string[]): string => {
  let head = `HTTP/1.1 ${statusCode} ${statusMessage || STATUS_CODES[statusCode!]}\r\n`;
  for (let at = 0; at < rawHeaders.length; at += 2) head += `${rawHeaders[at]}: ${rawHeaders[at + 1]}\r\n`;
  return `${head}\r\n`;
};
