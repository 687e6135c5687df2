import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type TestUser, usePortal } from '#libs/testing';
import { FetchLinkPreviewProcessor } from './fetch-link-preview.processor.js';
import { PAGE_TIMEOUT_MS } from './fetch-page.js';

/** A site of many pages; what it was asked for is kept. */
class SitePeer {
  readonly requests: IncomingMessage[] = [];
  origin: string;
  private readonly pages = new Map<string, RequestListener>();
  private readonly server: Server = createServer((request, response) => {
    this.requests.push(request);
    const page = this.pages.get(request.url!);
    if (page) page(request, response);
    else response.writeHead(404, { 'content-type': 'text/html' }).end('<title>Not here</title>');
  });

  async open(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  serve(path: string, page: RequestListener | string): string {
    const html: RequestListener = (_request, response) =>
      response.writeHead(200, { 'content-type': 'text/html' }).end(page as string);
    this.pages.set(path, typeof page === 'string' ? html : page);
    return `${this.origin}${path}`;
  }

  countOf(path: string): number {
    return this.requests.filter(({ url }) => url === path).length;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

describe('GET /api/chat/link-preview', () => {
  const portal = usePortal();
  const site = new SitePeer();
  let ada: TestUser;

  beforeAll(async () => {
    await site.open();
    ada = await portal.make.user();
  });
  afterAll(() => site.close());

  const preview = (url: string) => portal.fetch(`/api/chat/link-preview?url=${encodeURIComponent(url)}`, { as: ada });

  const nothing = (url: string) => ({
    status: 200,
    body: { url, title: null, description: null, image: null, site_name: null, thumbnail: null },
  });

  it('answers what a page says of itself, and keeps it', async () => {
    const url = site.serve(
      '/article',
      `<meta property="og:title" content="Article Title"><meta property="og:site_name" content="Example">
       <meta name="description" content="A brief description..."><meta property="og:image" content="https://127.0.0.1:20001/image.jpg">`,
    );
    const expected = {
      status: 200,
      body: {
        url: `${url}#part`,
        title: 'Article Title',
        description: 'A brief description...',
        image: 'https://127.0.0.1:20001/image.jpg',
        site_name: 'Example',
        // Not this one: nobody answers there.
        thumbnail: null,
      },
    };
    expect(await preview(`${url}#part`)).toMatchObject(expected);
    expect(await preview(`${url}#part`)).toMatchObject(expected);
    expect(site.countOf('/article')).toBe(1);
    expect(site.requests[0]!.headers).not.toHaveProperty('cookie');
  });

  it('shows the picture small, from the portal, and only if it is one', async () => {
    const picture = await sharp({ create: { width: 960, height: 480, channels: 3, background: '#336699' } })
      .jpeg()
      .toBuffer();
    const image = site.serve('/picture', (_request, response) => response.writeHead(200).end(picture));
    const meta = (content: string) =>
      `<meta property="og:title" content="T"><meta property="og:image" content="${content}">`;
    const { body } = await preview(site.serve('/with-picture', meta(image)));
    expect(body).toMatchObject({ image, thumbnail: expect.stringMatching(/^\/static\/previews\/[0-9a-f]{64}\.webp$/) });
    const answer = await fetch(new URL(body.thumbnail, portal.url));
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'image/webp',
      'content-security-policy': `sandbox; default-src 'none'`,
    });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 480, height: 240 });

    const script = site.serve('/script', '<script>alert(1)</script>');
    expect((await preview(site.serve('/no-picture', meta(script)))).body).toMatchObject({
      title: 'T',
      thumbnail: null,
    });
    const inside = meta('http://169.254.169.254/latest');
    expect((await preview(site.serve('/inside-picture', inside))).body).toMatchObject({ title: 'T', thumbnail: null });
  });

  it('fetches once for all who ask at once', async () => {
    const url = site.serve('/slow', (_request, response) => {
      setTimeout(() => response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Slow</title>'), 200);
    });
    const sibling = await portal.startSibling({ PORTAL_ROLES: 'api' });
    const path = `/api/chat/link-preview?url=${encodeURIComponent(url)}`;
    const other = () => fetch(new URL(path, sibling), { headers: { authorization: `Bearer ${ada.token}` } });
    const [first, second, third, fourth] = await Promise.all([preview(url), preview(url), other(), other()]);
    expect([first!.body.title, second!.body.title]).toEqual(['Slow', 'Slow']);
    expect(await Promise.all([third!.json(), fourth!.json()])).toMatchObject([{ title: 'Slow' }, { title: 'Slow' }]);
    expect(site.countOf('/slow')).toBe(1);
  });

  it('remembers failures too', async () => {
    const url = `${site.origin}/missing`;
    expect(await preview(url)).toMatchObject(nothing(url));
    expect(await preview(url)).toMatchObject(nothing(url));
    expect(site.countOf('/missing')).toBe(1);
  });

  it.each([
    ['an image', 'image/png', '<title>x</title>'],
    ['JSON', 'application/json', '{"title":"x"}'],
    ['a page that says nothing', 'text/html', '<p>hello</p>'],
  ])('has none of %s', async (name, type, body) => {
    const url = site.serve(`/${encodeURIComponent(name)}`, (_request, response) =>
      response.writeHead(200, { 'content-type': type }).end(body),
    );
    expect(await preview(url)).toMatchObject(nothing(url));
  });

  it('reads the beginning of a page without end', async () => {
    let isEnded = false;
    const url = site.serve('/endless', (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/html' }).write('<title>Endless</title>');
      const more = setInterval(() => response.write('x'.repeat(256 * 1024)), 1);
      response.on('close', () => {
        clearInterval(more);
        isEnded = true;
      });
    });
    expect(await preview(url)).toMatchObject({ status: 200, body: { title: 'Endless' } });
    await eventually('the end of the transfer', () => isEnded);
  });

  it('gives up a page that does not come', async () => {
    portal.get(FetchLinkPreviewProcessor).timeoutMs = 300;
    const url = site.serve('/never', () => undefined);
    expect(await preview(url)).toMatchObject(nothing(url));
    portal.get(FetchLinkPreviewProcessor).timeoutMs = PAGE_TIMEOUT_MS;
  });

  it('follows three redirects and judges each', async () => {
    const redirect = (path: string, location: string) =>
      site.serve(path, (_request, response) => response.writeHead(302, { location }).end());
    site.serve('/end', '<title>End</title>');
    redirect('/1', '/end');
    redirect('/2', '/1');
    expect(await preview(redirect('/3', '/2'))).toMatchObject({ status: 200, body: { title: 'End' } });
    const tooFar = redirect('/4', '/3');
    expect(await preview(tooFar)).toMatchObject(nothing(tooFar));
    const blocked = { status: 400, body: { code: 'target.blocked' } };
    expect(await preview(redirect('/inside', 'http://169.254.169.254/latest/meta-data'))).toMatchObject(blocked);
    expect(await preview(redirect('/portal', `${portal.url}/api/me`))).toMatchObject(blocked);
    expect(await preview(redirect('/file', 'file:///etc/passwd'))).toMatchObject({ status: 400 });
  });

  it.each(['http://127.0.0.2/', 'http://10.0.0.1/', 'http://[::1]:20001/', 'http://169.254.169.254/'])(
    'never reaches %s',
    async (url) => {
      const refusal = { code: 'target.blocked', details: [{ field: 'url' }] };
      expect(await preview(url)).toMatchObject({ status: 400, body: refusal });
    },
  );

  it.each(['', 'example', 'ftp://example.com', 'javascript:alert(1)', 'https://u:p@example.com', 'x'.repeat(3000)])(
    'refuses %j',
    async (url) => {
      expect(await preview(url)).toMatchObject({ status: 400, body: { details: [{ field: 'url' }] } });
    },
  );

  it('leaves no address in rows or jobs', async () => {
    await preview(site.serve('/findme-unmistakable', '<title>words-of-the-page</title>'));
    const { manager } = portal.get(DataSource);
    const tables = await manager.query(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.tables
        WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND table_type = 'BASE TABLE'`,
    );
    for (const { name } of tables as { name: string }[]) {
      const [{ count }] = await manager.query(
        `SELECT count(*)::int FROM ${name} t WHERE t::text ~ 'findme-unmistakable|words-of-the-page'`,
      );
      expect(count, name).toBe(0);
    }
  });
});

describe('link previews of one user', () => {
  const limited = usePortal({ PORTAL_RATE_LIMITS: 'on' });

  it('are fetched 30 times a minute', async () => {
    const bob = await limited.make.user();
    const ask = (port: number) => limited.fetch(`/api/chat/link-preview?url=http://127.0.0.2:${port}`, { as: bob });
    for (let port = 20_001; port <= 20_030; port++) expect((await ask(port)).status).toBe(400);
    const refused = await ask(20_031);
    expect(refused).toMatchObject({ status: 429, body: { code: 'rate.exceeded' } });
    // What is known costs nothing.
    expect((await ask(20_030)).body.code).toBe('target.blocked');
  });
});
