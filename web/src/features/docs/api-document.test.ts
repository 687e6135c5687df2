import { describe, expect, it } from 'vitest';
import { exampleOf, groupOperations, limitsOf, resolveSchema, typeName, type ApiDocument } from './api-document.js';
import { curlOf, requestPath } from './try-request.js';

const document: ApiDocument = {
  info: { title: 'Portal', version: '1' },
  paths: {
    '/api/items/{id}': {
      get: {
        operationId: 'Items_get',
        tags: ['items'],
        parameters: [
          { name: 'id', in: 'path', required: true },
          { name: 'q', in: 'query' },
        ],
        responses: { 200: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } } } },
        security: [{ bearer: [] }],
      },
      put: {
        tags: ['items'],
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/Item' } } } },
      },
    },
  },
  components: {
    schemas: {
      Item: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'integer', minimum: 1 },
          name: { type: ['string', 'null'], example: 'lamp' },
          children: { type: 'array', items: { $ref: '#/components/schemas/Item' } },
        },
      },
    },
  },
};
const item = { $ref: '#/components/schemas/Item' };

describe('the API document', () => {
  it('gives operations by tag, with method, body and whether sign-in is needed', () => {
    const [group] = groupOperations(document);
    expect(group?.name).toBe('items');
    expect(group?.operations).toMatchObject([
      { id: 'Items_get', method: 'GET', isPublic: false, body: undefined },
      { method: 'PUT', isPublic: true, body: item },
    ]);
  });

  it('names types through references, lists and null', () => {
    expect(typeName(document, { type: 'array', items: item })).toBe('object[]');
    expect(typeName(document, { type: ['string', 'null'] })).toBe('string | null');
    expect(resolveSchema(document, { $ref: '#/components/schemas/Gone' })).toEqual({});
  });

  it('makes an example of a shape that holds itself, and comes to an end', () => {
    expect(exampleOf(document, item)).toMatchObject({ id: 1, name: 'lamp', children: [{ id: 1 }] });
    expect(JSON.stringify(exampleOf(document, item)).length).toBeLessThan(500);
  });

  it('says limits in few words', () => {
    expect(limitsOf({ minLength: 1, maxLength: 100 })).toEqual(['1–100 chars']);
    expect(limitsOf({ minimum: 1, maximum: 2_147_483_647 })).toEqual(['≥ 1']);
    expect(limitsOf({ enum: ['a', 'b'] })).toEqual(['"a", "b"']);
  });
});

describe('a request to try', () => {
  const [get, put] = groupOperations(document)[0]?.operations ?? [];

  it('escapes what was typed and leaves out empty query parameters', () => {
    expect(requestPath(get!, { id: '../admin', q: '' })).toBe('/api/items/..%2Fadmin');
    expect(requestPath(get!, { id: '1', q: 'a&b' })).toBe('/api/items/1?q=a%26b');
  });

  it('becomes a shell command that survives quotes in its body', () => {
    expect(curlOf(put!, { id: '1' }, `{"name":"it's"}`, 'http://localhost')).toContain(`-d '{"name":"it'\\''s"}'`);
  });
});
