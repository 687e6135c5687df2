import { describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';
import { RouteRegistry } from '../boundary/route-registry.js';
import { openApiDocument } from './openapi-document.js';

describe('the OpenAPI document', () => {
  const portal = usePortal();

  it('is served as the generator makes it', async () => {
    const served = await portal.fetch('/api/openapi.json');
    expect(served.status).toBe(200);
    expect(served.body).toEqual(JSON.parse(JSON.stringify(await openApiDocument())));
  });

  it('describes every route below /api: who may call it, what it answers', async () => {
    const { paths } = await openApiDocument();
    const routes = portal
      .get(RouteRegistry)
      .list()
      .filter(({ url }) => url.startsWith('/api/') && url !== '/api/openapi.json');
    expect(routes.length).toBeGreaterThan(20);
    for (const { method, url, access } of routes) {
      const operation = paths[url.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}')]?.[method.toLowerCase() as 'get'];
      expect(operation, `${method} ${url}`).toMatchObject({
        summary: expect.stringMatching(/^[A-Z\d]/),
        'x-access': access,
      });
      const answers = Object.keys(operation!.responses).filter((status) => status.startsWith('2') || status === '302');
      expect(answers, `${method} ${url}`).toHaveLength(1);
    }
  });

  it('refers to nothing it does not define', async () => {
    const document = await openApiDocument();
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name!,
    );
    expect(references.filter((name) => !document.components!.schemas![name])).toEqual([]);
  });
});
