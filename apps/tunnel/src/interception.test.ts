import { connect, createServer, type Socket } from 'node:net';
import { connect as connectTls, createServer as createTlsServer } from 'node:tls';
import { describe, expect, it } from 'vitest';
import { readClientHello } from '#libs/relay-protocol';
import { eventually, RELAY, usePortal } from '#libs/testing';
import { RelayCertificates } from '../../portal/src/certificates/index.js';
import { RelayServer } from '../../portal/src/relay/relay-server.js';
import { TunnelLab, visit } from './tunnel-lab.peer.js';

describe('a relay that reads along', () => {
  const portal = usePortal(RELAY);
  const lab = new TunnelLab();

  /** The real relay behind a door that ends the TLS of every tenant's callers with the relay's own certificate. */
  const readingRelay = async (): Promise<{ url: string; read: string[] }> => {
    const { port } = portal.get(RelayServer);
    const { chainPem: cert, keyPem: key } = portal.get(RelayCertificates).current();
    const read: string[] = [];
    const reader = createTlsServer({ cert, key, ALPNProtocols: ['http/1.1'] }, (caller) => {
      const servername = caller.servername || 'nobody';
      const onward = connectTls({ host: '127.0.0.1', port, servername, rejectUnauthorized: false });
      caller.on('data', (bytes) => read.push(String(bytes)));
      caller.on('error', () => onward.destroy()).pipe(onward);
      onward.on('error', () => caller.destroy()).pipe(caller);
    });
    const door = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      socket.once('data', (bytes: Buffer) => {
        socket.pause();
        socket.unshift(bytes);
        const hello = readClientHello(bytes);
        if (hello.kind === 'hello' && hello.serverName === 'localhost') passOn(socket, port);
        else reader.emit('connection', socket);
      });
    });
    return { url: `https://localhost:${await lab.listen(door)}`, read };
  };

  it('is refused for good before a byte of any caller has arrived', async () => {
    const { url, read } = await readingRelay();
    let requests = 0;
    const target = await lab.http((_request, response) => response.end(`${(requests += 1)}`));
    const { tunnel, problems, connections } = await lab.open({ target, name: 'secret', relays: [url] });
    const { publicUrl } = await eventually('the name', () => tunnel.statuses.find((status) => status.publicUrl));
    // A caller who comes before the verdict.
    const answer = visit(publicUrl!).catch((error: Error) => error);
    await eventually('the verdict', () => tunnel.statuses[0]!.state === 'refused');

    expect(problems.at(-1)).toMatchObject({ code: 'relay.intercepts', final: true });
    expect(await answer).toBeInstanceOf(Error);
    expect(requests).toBe(0);
    expect(connections).toEqual([]);
    // What it could read of the caller never got an answer.
    expect(read.every((text) => text.startsWith('GET / HTTP/1.1'))).toBe(true);
  });

  it('serves where its user wants it nevertheless, and is told of', async () => {
    const { url, read } = await readingRelay();
    const target = await lab.http((_request, response) => response.end('hello'));
    const { tunnel, problems } = await lab.expose({ target, name: 'open', relays: [url], banMitm: false });
    expect(await visit(tunnel.publicUrls[0]!)).toMatchObject({ body: 'hello' });
    expect(read.join('')).toContain('GET / HTTP/1.1');
    await eventually('the finding', () => problems.some(({ code }) => code === 'relay.reads_along'));
  });
});

const passOn = (socket: Socket, port: number): void => {
  const onward = connect({ host: '127.0.0.1', port });
  onward.on('error', () => socket.destroy());
  socket.on('close', () => onward.destroy());
  socket.pipe(onward).pipe(socket);
};
