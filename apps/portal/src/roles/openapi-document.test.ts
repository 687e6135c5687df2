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

  it('has the answers of the relay in their envelope, and what goes wrong there in its own form', async () => {
    const { paths } = await openApiDocument();
    const schemaOf = (path: string, method: 'get' | 'post', status: string): unknown =>
      (paths[path]![method]!.responses[status] as { content: Record<string, { schema: unknown }> }).content[
        'application/json'
      ]!.schema;
    const reference = (name: string) => ({ $ref: `#/components/schemas/${name}` });
    for (const [path, method, status, data] of [
      ['/sdk/register', 'post', '201', 'LeaseReply'],
      ['/ui/state', 'get', '200', 'UiState'],
      ['/api/policy/state', 'get', '200', 'PolicyState'],
    ] as const) {
      expect(schemaOf(path, method, status)).toEqual({
        type: 'object',
        required: ['ok', 'data'],
        properties: { ok: { type: 'boolean', enum: [true] }, data: reference(data) },
      });
      expect(schemaOf(path, method, 'default')).toEqual(reference('RelayError'));
    }
    expect(schemaOf('/api/x402/verify', 'post', '200')).toEqual(reference('VerifyReply'));
    expect(schemaOf('/api/x402/verify', 'post', 'default')).toEqual(reference('PaymentError'));
    expect(schemaOf('/api/me', 'get', 'default')).toEqual(reference('Error'));
  });

  it('refers to nothing it does not define', async () => {
    const document = await openApiDocument();
    const references = [...JSON.stringify(document).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
      ([, name]) => name!,
    );
    expect(references.filter((name) => !document.components!.schemas![name])).toEqual([]);
  });
});
