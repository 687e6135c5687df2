import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { RouteRegistry } from './route-registry.js';

/** Every failed request of the API. */
const ERROR_SCHEMA = {
  type: 'object',
  required: ['error', 'status', 'code'],
  properties: {
    error: { type: 'string', description: 'A sentence for a person.' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'What programs branch on: `noun.reason`.' },
    details: { description: 'For 400: a list of `{field, message}`.' },
  },
};

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** The OpenAPI 3.1 document of the REST API: what the controllers declare, plus what every route has in common. */
export const describeApi = (app: INestApplication, version: string): OpenAPIObject => {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Open Relay Portal')
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key (portal_…) or a session token.' })
    .addCookieAuth('portal_session', { type: 'apiKey', in: 'cookie' }, 'session');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const schemas = (document.components ??= {}).schemas ?? {};
  document.components.schemas = { ...schemas, Error: ERROR_SCHEMA as never };

  for (const { method, url, access } of new RouteRegistry(app.get(ModulesContainer)).list()) {
    const path = url.replace(/:(\w+)/g, '{$1}');
    const operation = document.paths[path]?.[method.toLowerCase() as 'get'];
    if (!operation) continue;
    addPathParameters(operation, path);
    operation.tags = [path.split('/')[2] ?? 'portal'];
    operation.responses['default'] = {
      description: 'A failure.',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
    };
    Object.assign(operation, { 'x-access': access });
  }
  return document;
};

/** `@PathId` and plain path strings are invisible to Nest's explorer. */
const addPathParameters = (operation: Operation, path: string): void => {
  const known = new Set((operation.parameters ?? []).map((parameter) => ('name' in parameter ? parameter.name : '')));
  const missing = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).filter((name) => !known.has(name));
  operation.parameters = [
    ...(operation.parameters ?? []),
    ...missing.map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' as const } })),
  ];
};
