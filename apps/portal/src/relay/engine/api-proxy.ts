// The portal's own processes: no target of a user's, so no guard's business.
// eslint-disable-next-line no-restricted-imports
import { Agent, type IncomingMessage, request, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';

const CONNECTIONS = 512;
const IDLE_MS = 30_000;
/** An answer may take its time: downloads, playlists that wait. */
const SILENT_MS = 120_000;
const NOT_READY = 'The portal is not ready.\n';

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

/** Passes requests for the relay's own host on to the api role, with the address they came from. */
export class ApiProxy {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS, timeout: IDLE_MS });

  constructor(
    private readonly api: () => URL,
    private readonly onError: (error: unknown) => void,
  ) {}

  close(): void {
    this.agent.destroy();
  }

  pass(incoming: IncomingMessage, response: ServerResponse): void {
    const hasBody =
      incoming.headers['content-length'] !== undefined || incoming.headers['transfer-encoding'] !== undefined;
    const sent = this.send(incoming, {}, this.agent);
    sent.once('response', (answer) => {
      response.writeHead(answer.statusCode!, answer.statusMessage, kept(answer.rawHeaders));
      pipeline(answer, response, (error) => error && response.destroy());
    });
    sent.once('error', (error) => {
      if (response.headersSent || response.destroyed) return void response.destroy();
      this.onError(error);
      response.writeHead(503, { 'content-type': 'text/plain', 'retry-after': '1' }).end(NOT_READY);
    });
    response.once('close', () => sent.destroy());
    if (hasBody) pipeline(incoming, sent, () => undefined);
    else sent.end();
  }

  /** WebSockets. */
  upgrade(incoming: IncomingMessage, socket: Duplex, head: Buffer): void {
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
      this.onError(error);
      socket.end(`HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nConnection: close\r\n\r\n${NOT_READY}`);
    });
    sent.end();
  }

  private send(incoming: IncomingMessage, extra: Record<string, string>, agent: Agent | false) {
    const headers = [...kept(incoming.rawHeaders)];
    const { remoteAddress = '' } = incoming.socket;
    headers.push('X-Forwarded-For', remoteAddress, 'X-Forwarded-Proto', 'https');
    if (incoming.headers.host) headers.push('X-Forwarded-Host', incoming.headers.host);
    for (const [name, value] of Object.entries(extra)) headers.push(name, value);
    if (incoming.headers['transfer-encoding'] !== undefined) headers.push('Transfer-Encoding', 'chunked');
    const { hostname, port } = this.api();
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
