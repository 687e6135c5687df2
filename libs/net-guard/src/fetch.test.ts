import { execFileSync, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { Agent, fetch } from 'undici';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DomainError } from '#libs/contracts';
import { CLOSED_POLICY, NetGuard, parseCidr, type NetworkPolicy } from './index.js';

const LOOPBACK_4: NetworkPolicy = { ...CLOSED_POLICY, allow: [parseCidr('127.0.0.1')] };

const detailOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'passed',
    (error: unknown) =>
      error instanceof DomainError ? [error.code, (error.details as { reason?: string })?.reason] : error,
  );

const hasOpenssl = spawnSync('openssl', ['version']).error === undefined;
if (!hasOpenssl) console.warn('SKIPPED: guarded fetch over TLS — install the Debian package openssl');

describe('a guarded fetch', () => {
  let server: Server;
  let base: string;
  let policy: NetworkPolicy;
  let guard: NetGuard;
  let answer: (request: IncomingMessage, response: ServerResponse) => void;
  const seen: {
    method: string | undefined;
    url: string | undefined;
    headers: IncomingMessage['headers'];
    body: string;
  }[] = [];

  const get = (path: string, init: Partial<Parameters<NetGuard['fetch']>[1]> = {}) =>
    guard.fetch(path.includes('://') ? path : `${base}${path}`, { scope: 'outbound', ...init });
  const redirect = (location: string, status = 302) =>
    (answer = (_, response) => void response.writeHead(status, { location }).end());

  const record: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    seen.push({ method: request.method, url: request.url, headers: request.headers, body });
    if (request.url === '/final') response.end('arrived');
    else answer(request, response);
  };

  beforeEach(async () => {
    seen.length = 0;
    server = createServer(record).listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    policy = LOOPBACK_4;
    guard = new NetGuard(() => policy, {
      resolver: async (host) => [
        { address: host.startsWith('ours') ? '127.0.0.1' : host === 'evil.example' ? '10.0.0.1' : '93.184.216.34' },
      ],
    });
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await guard.close();
  });

  it('answers with status, headers and body', async () => {
    answer = (_, response) => void response.writeHead(201, { 'x-from': 'peer' }).end('{"a":1}');
    const response = await get('/', { method: 'POST', headers: { 'x-to': 'you' }, body: 'hi' });
    expect([response.status, response.ok, response.headers.get('x-from'), response.url]).toEqual([
      201,
      true,
      'peer',
      `${base}/`,
    ]);
    expect(await response.json()).toEqual({ a: 1 });
    expect(seen[0]).toMatchObject({ method: 'POST', body: 'hi', headers: { 'x-to': 'you' } });
  });

  it('closes the bypass of undici: an address in the URL never reaches its lookup hook', async () => {
    answer = (_, response) => void response.end();
    const hooked = new Agent({
      connect: {
        lookup: () => {
          throw new Error('never asked');
        },
      },
    });
    expect((await fetch(base, { dispatcher: hooked })).status).toBe(200);
    await hooked.destroy();
    policy = CLOSED_POLICY;
    expect(await detailOf(get('/'))).toEqual(['target.blocked', 'loopback']);
  });

  it.each([
    ['http://169.254.169.254/latest/meta-data/', 'metadata'],
    ['http://[::ffff:169.254.169.254]/', 'metadata'],
    ['http://0xa9fea9fe/', 'metadata'],
    ['http://[::1]/', 'loopback'],
    ['http://0/', 'unspecified'],
    ['http://evil.example/', 'private'],
    ['https://evil.example/', 'private'],
    ['http://127.0.0.2/', 'loopback'],
  ])('refuses %s, asked for or redirected to', async (url, reason) => {
    expect(await detailOf(get(url))).toEqual(['target.blocked', reason]);
    redirect(url);
    expect(await detailOf(get('/'))).toEqual(['target.blocked', reason]);
  });

  it.each([
    'ftp://127.0.0.1/',
    'file:///etc/passwd',
    'data:text/plain,x',
    'javascript:1',
    'http://user@127.0.0.1/',
    'http://u:p@127.0.0.1/',
    'http://',
    'nonsense',
    'http://127.0.0.1:65536/',
    'http://127.0.0.1:-1/',
    'http://a b/',
  ])('refuses %s, asked for or redirected to', async (url) => {
    expect(await detailOf(guard.fetch(url, { scope: 'outbound' }))).toEqual(['target.invalid', 'url']);
    if (!url.includes(':')) return;
    redirect(url);
    expect(['target.invalid', 'target.protocol']).toContain(((await detailOf(get('/'))) as string[])[0]);
  });

  it('reuses a connection only under the policy it was opened with', async () => {
    answer = (_, response) => void response.end('ok');
    await (await get('/')).text();
    await (await get('/')).text();
    policy = CLOSED_POLICY;
    expect(await detailOf(get('/'))).toEqual(['target.blocked', 'loopback']);
    expect(seen).toHaveLength(2);
  });

  it('follows redirects to a limit, or hands them over', async () => {
    redirect('/final');
    expect(await (await get('/start')).text()).toBe('arrived');
    expect((await get('/start', { maxRedirects: 0 })).headers.get('location')).toBe('/final');
    redirect('/again');
    expect(await detailOf(get('/start', { maxRedirects: 3 }))).toEqual(['target.protocol', 'too_many_redirects']);
    expect(seen.filter(({ url }) => url === '/again')).toHaveLength(3);
  });

  it('keeps credentials from another origin, and the body only where the status says so', async () => {
    const headers = { authorization: 'Bearer x', cookie: 'a=b', 'content-type': 'text/plain', 'x-trace': '1' };
    redirect(`http://ours.example:${new URL(base).port}/final`, 302);
    await (await get('/', { method: 'POST', headers, body: 'once' })).text();
    expect(seen.at(-1)).toMatchObject({ method: 'GET', body: '', headers: { 'x-trace': '1' } });
    for (const name of ['authorization', 'cookie', 'content-type']) expect(seen.at(-1)!.headers[name]).toBeUndefined();

    redirect('/final', 307);
    await (await get('/', { method: 'PUT', headers, body: 'again' })).text();
    expect(seen.at(-1)).toMatchObject({ method: 'PUT', body: 'again', headers: { authorization: 'Bearer x' } });
    expect(await detailOf(get('/', { method: 'PUT', body: Readable.from(['stream']) }))).toEqual([
      'target.protocol',
      'stream_redirected',
    ]);
  });

  it('stops at the byte it may not read', async () => {
    answer = (_, response) => void response.end('x'.repeat(1000));
    expect(await (await get('/', { maxBytes: 1000 })).bytes()).toHaveLength(1000);
    expect(await detailOf((await get('/', { maxBytes: 999 })).bytes())).toEqual(['target.too_large', undefined]);
  });

  it('decodes a compressed body, and ends a decompression bomb early', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    answer = ({ url }, response) =>
      void response.writeHead(200, { 'content-encoding': 'gzip' }).end(url === '/small' ? gzipSync('small') : bomb);
    const small = await get('/small');
    expect(small.headers.has('content-encoding')).toBe(false);
    expect(await small.text()).toBe('small');
    const before = process.memoryUsage().arrayBuffers;
    expect(await detailOf((await get('/', { maxBytes: 100_000 })).bytes())).toEqual(['target.too_large', undefined]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10_000_000);
  });

  it('refuses a body wrapped in endless encodings', async () => {
    answer = (_, response) =>
      void response.writeHead(200, { 'content-encoding': Array(100).fill('gzip').join(', ') }).end('x');
    expect(((await detailOf(get('/').then((response) => response.bytes()))) as string[])[0]).toBe('target.protocol');
  });

  it('has one deadline for the head and the body', async () => {
    answer = () => {};
    expect(await detailOf(get('/', { timeoutMs: 50 }))).toEqual(['target.timeout', undefined]);
    answer = (_, response) => void response.write('a drop');
    expect(await detailOf(get('/', { timeoutMs: 100 }).then((response) => response.bytes()))).toEqual([
      'target.timeout',
      undefined,
    ]);
  });

  it('ends with the reason of the signal that stopped it', async () => {
    const controller = new AbortController();
    answer = () => controller.abort(new Error('the page was closed'));
    await expect(get('/', { signal: controller.signal })).rejects.toThrow('the page was closed');
  });

  it('reports a peer that is gone or does not speak HTTP', async () => {
    answer = ({ socket }) => void socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    expect(((await detailOf(get('/'))) as string[])[0]).toBe('target.protocol');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(((await detailOf(get('/'))) as string[])[0]).toBe('target.refused');
  });

  it('gives no body where there is none', async () => {
    answer = (_, response) => void response.writeHead(204).end();
    expect(await (await get('/')).text()).toBe('');
    expect(await (await get('/', { method: 'HEAD' })).text()).toBe('');
  });

  describe.skipIf(!hasOpenssl)('over TLS', () => {
    const folder = mkdtempSync(join(tmpdir(), 'guarded-fetch-'));
    const file = (name: string): string => join(folder, name);
    afterAll(() => rmSync(folder, { recursive: true }));
    if (hasOpenssl) {
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:P-256',
          '-nodes',
          '-days',
          '2',
          '-subj',
          '/CN=test',
          '-addext',
          'subjectAltName=DNS:ours.example,IP:127.0.0.1',
          '-keyout',
          file('key.pem'),
          '-out',
          file('cert.pem'),
        ],
        { stdio: 'ignore' },
      );
    }
    let secure: ReturnType<typeof createTlsServer>;
    let port: number;
    const servernames: unknown[] = [];
    beforeEach(async () => {
      secure = createTlsServer(
        { key: readFileSync(file('key.pem')), cert: readFileSync(file('cert.pem')) },
        record,
      ).listen(0, '127.0.0.1');
      secure.on('secureConnection', (socket) => servernames.push(socket.servername));
      await once(secure, 'listening');
      ({ port } = secure.address() as AddressInfo);
    });
    afterEach(() => {
      secure.closeAllConnections();
      secure.close();
    });

    it('verifies the name that was asked for, not the address it has', async () => {
      const tls = { ca: readFileSync(file('cert.pem')) };
      for (const host of ['ours.example', 'ours.example.', '127.0.0.1']) {
        expect(await (await get(`https://${host}:${port}/final`, { tls })).text()).toBe('arrived');
      }
      const head = await get(`https://127.0.0.1:${port}/final`, { tls, method: 'HEAD' });
      expect(await head.text()).toBe('');
      expect(servernames.splice(0)).toEqual(['ours.example', 'ours.example', false, false]);
      expect(await detailOf(get(`https://ours2.example:${port}/final`, { tls }))).toEqual([
        'target.protocol',
        'ERR_TLS_CERT_ALTNAME_INVALID',
      ]);
      expect(await detailOf(get(`https://ours.example:${port}/final`))).toEqual([
        'target.protocol',
        'DEPTH_ZERO_SELF_SIGNED_CERT',
      ]);
    });

    it('follows a redirect to plain http unless told not to', async () => {
      redirect(`${base}/final`);
      const tls = { rejectUnauthorized: false };
      expect(await (await get(`https://127.0.0.1:${port}/`, { tls })).text()).toBe('arrived');
      expect(await detailOf(get(`https://127.0.0.1:${port}/`, { tls, httpsOnly: true }))).toEqual([
        'target.protocol',
        'downgrade',
      ]);
    });
  });
});
