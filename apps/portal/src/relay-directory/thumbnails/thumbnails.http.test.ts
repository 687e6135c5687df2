import { once } from 'node:events';
import { createServer as createTcpServer, type Server as TcpServer } from 'node:net';
import { createServer, type Server } from 'node:https';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requirePackage, usePortal } from '#libs/testing';
import { issueAuthority, issueLeaf } from '../../certificates/issue.js';
import { RelayPeer } from '../relay.peer.js';
import { findChromium } from './local-chromium.js';
import { Photographer } from './photographer.js';

const HTML = { 'content-type': 'text/html' };

describe.skipIf(!requirePackage('chromium', '/usr/bin/chromium'))('pictures of what is published', () => {
  // Not the port the relay has: the browser is led there.
  const portal = usePortal({ RELAY_URL: 'https://localhost:20444' });
  const relay = new RelayPeer(portal);
  let tenant: Server;
  /** Where no page of a tenant may get. */
  let forbidden: TcpServer;
  let intrusions = 0;
  let visits: string[] = [];
  let page = '';

  beforeAll(async () => {
    forbidden = createTcpServer((socket) => {
      intrusions++;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(forbidden, 'listening');
    const { port } = forbidden.address() as { port: number };
    const away = `https://127.0.0.1:${port}/`;
    const worker = `fetch('${away}', { mode: 'no-cors' }).catch(() => 0); fetch(origin + '/worker')`;
    page = `<body style="background: rgb(200, 30, 60)"><img src="${away}"><img src="https://other.localhost:20444/">
      <iframe src="https://localhost:${port}/"></iframe><script>
        new WebSocket('wss://127.0.0.1:${port}/'); fetch('https://[::ffff:127.0.0.1]:${port}/', { mode: 'no-cors' });
        new Worker(URL.createObjectURL(new Blob([${JSON.stringify(worker)}])));
        alert('wait');
      </script>`;
    const { certPem: cert, keyPem: key } = await issueLeaf(await issueAuthority('test'), ['localhost']);
    tenant = createServer({ cert, key }, (request, response) => {
      visits.push(`${request.headers.host}${request.url}`);
      const name = request.headers.host!.split('.')[0];
      if (name === 'gone') response.writeHead(502, HTML).end('no');
      else if (name === 'away') response.writeHead(302, { location: `http://127.0.0.1:${port}/` }).end();
      else response.writeHead(200, HTML).end(page);
    }).listen(0, '127.0.0.1');
    await once(tenant, 'listening');
    await relay.open((tenant.address() as { port: number }).port);
    await relay.lease('demo', {}, { ready: 2 });
    await relay.lease('own', { metadata: { thumbnail: 'data:,x' } }, { ready: 2 });
    await relay.lease('linked', { metadata: { thumbnail: 'https://pictures.example/1.png' } }, { ready: 2 });
    await relay.lease('hidden', { metadata: { hide: true } }, { ready: 2 });
    await relay.lease('idle');
    await relay.lease('gone', {}, { ready: 2 });
    await relay.lease('away', {}, { ready: 2 });
  });
  afterAll(() => {
    relay.close();
    forbidden.close();
    tenant.close().closeAllConnections();
  });

  const picture = (name: string) => fetch(`${portal.url}/ui/thumbnail/${name}.localhost`);

  it('are taken once, whoever asks, and a page reaches no other host while they are', { timeout: 60_000 }, async () => {
    const [one, another] = await Promise.all([picture('demo'), picture('DEMO')]);
    const [bytes, same] = await Promise.all([one.arrayBuffer(), another.arrayBuffer()]);
    expect([one.status, one.headers.get('content-type'), one.headers.get('cache-control')]).toEqual([
      200,
      'image/jpeg',
      'public, max-age=300',
    ]);
    expect(Buffer.from(bytes).subarray(0, 3).toString('hex')).toBe('ffd8ff');
    expect(bytes.byteLength).toBeLessThanOrEqual(256 * 1024);
    expect(Buffer.from(same).equals(Buffer.from(bytes))).toBe(true);
    expect((await picture('demo')).status).toBe(200);
    expect((await picture('linked')).status).toBe(200);
    expect(visits.filter((visit) => visit.endsWith('/'))).toEqual(['demo.localhost:20444/', 'linked.localhost:20444/']);
    // What was to be refused was tried.
    expect(visits).toContain('demo.localhost:20444/worker');
    expect(intrusions).toBe(0);
  });

  it.each(['own', 'hidden', 'idle', 'nobody', '*', 'a%20b'])('are not there for %s', async (name) => {
    visits = [];
    const answer = await picture(name);
    expect([answer.status, answer.headers.get('cache-control'), visits]).toEqual([404, 'no-store', []]);
  });

  it('are not taken of errors or of what leads elsewhere, nor tried again at once', { timeout: 60_000 }, async () => {
    for (const name of ['gone', 'away']) {
      visits = [];
      expect((await picture(name)).status).toBe(404);
      expect((await picture(name)).status).toBe(404);
      expect(visits.filter((visit) => visit.endsWith('/'))).toEqual([`${name}.localhost:20444/`]);
    }
    expect(intrusions).toBe(0);
  });

  it('need a browser', async () => {
    expect(findChromium('/nowhere:')).toBeUndefined();
    const photographer = portal.get(Photographer) as unknown as { program: string | undefined };
    const { program } = photographer;
    photographer.program = undefined;
    await relay.lease('later', {}, { ready: 2 });
    expect((await picture('later')).status).toBe(404);
    photographer.program = program;
  });
});
