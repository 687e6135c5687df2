import type { INestApplication } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { ERRORS } from '#libs/contracts';
import type { RouteAccess } from './access.js';
import { isBarePath, isEnvelopePath } from './envelope.js';
import { type DeclaredRoute, RouteRegistry } from './route-registry.js';

const INTRODUCTION = [
  'Every answer is JSON. A failure is an `Error`: programs branch on its `code`, people read its `error`.',
  'Sign in with an API key or a session token as bearer token, or with the cookie of the web app.',
  'Answers of the relay (below `/sdk`, `/ui`, `/discovery` and some of `/api`) are in an envelope: `{ok, data}` or `{ok, error}`.',
  'WebSocket roads are described in the guide beside this reference.',
].join('\n\n');

/** Every failed request of the API. */
const ERROR_SCHEMA = {
  type: 'object',
  required: ['error', 'status', 'code'],
  properties: {
    error: { type: 'string', description: 'A sentence for a person.' },
    status: { type: 'integer' },
    code: { type: 'string', enum: Object.keys(ERRORS), description: 'What programs branch on: `noun.reason`.' },
    details: { description: 'Of every 400: a list of `{field, message}`.' },
  },
};

/** Failures of the relay's API, in its envelope, and of its payments, as x402 has them. */
const RELAY_ERROR_SCHEMA = {
  type: 'object',
  required: ['ok', 'error'],
  properties: {
    ok: { type: 'boolean', enum: [false] },
    error: {
      type: 'object',
      required: ['code', 'message'],
      properties: {
        code: { type: 'string', description: 'What programs branch on: `lease_not_found`.' },
        message: { type: 'string', description: 'A sentence for a person.' },
      },
    },
  },
};
const PAYMENT_ERROR_SCHEMA = {
  type: 'object',
  required: ['message'],
  properties: { message: { type: 'string', description: 'A sentence for a person.' } },
};

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** The OpenAPI 3.1 document of the REST API: what the controllers declare, plus what every route has in common. */
export const describeApi = (app: INestApplication, version: string): OpenAPIObject => {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Open Relay Portal')
    .setDescription(INTRODUCTION)
    .setVersion(version)
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'An API key (portal_…) or a session token.' })
    .addCookieAuth('portal_session', { type: 'apiKey', in: 'cookie' }, 'session');
  const document = SwaggerModule.createDocument(app, builder.build(), {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
  const schemas = (document.components ??= {}).schemas ?? {};
  const failures = { Error: ERROR_SCHEMA, RelayError: RELAY_ERROR_SCHEMA, PaymentError: PAYMENT_ERROR_SCHEMA };
  document.components.schemas = { ...schemas, ...(failures as object) };

  for (const route of new RouteRegistry(app.get(ModulesContainer)).list()) {
    const path = route.url.replace(/:(\w+)/g, '{$1}').replace(/\*$/, '{path}');
    const operation = document.paths[path]?.[route.method.toLowerCase() as 'get'];
    if (operation) completeOperation(operation, path, route);
  }
  return document;
};

const completeOperation = (
  operation: Operation,
  path: string,
  { handler, method, access, rate, envelope }: DeclaredRoute,
): void => {
  addPathParameters(operation, path);
  operation.tags = [path.split('/')[2] ?? 'portal'];
  operation.summary ??= summaryOf(handler.split('.')[1]!, method, path);
  operation.description = [operation.description, accessSentence(access)].filter(Boolean).join('\n\n');
  operation.responses['default'] = {
    description: 'A failure.',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${failureOf(path)}` } } },
  };
  if (envelope) wrapAnswers(operation);
  Object.assign(operation, { 'x-access': access, 'x-rate': rate });
};

const failureOf = (path: string): 'Error' | 'RelayError' | 'PaymentError' => {
  if (!isEnvelopePath(path)) return 'Error';
  return isBarePath(path) ? 'PaymentError' : 'RelayError';
};

/** Specification B's envelope of a success. */
const wrapAnswers = ({ responses }: Operation): void => {
  for (const [status, response] of Object.entries(responses)) {
    const json = status.startsWith('2') && response && 'content' in response && response.content?.['application/json'];
    if (!json || !json.schema) continue;
    const properties = { ok: { type: 'boolean' as const, enum: [true] }, data: json.schema };
    json.schema = { type: 'object', required: ['ok', 'data'], properties };
  }
};

/** `@PathId` and plain path strings are invisible to Nest's explorer. */
const addPathParameters = (operation: Operation, path: string): void => {
  // A path that has no end is `*` to the router, and a name of its own to readers.
  operation.parameters = operation.parameters?.filter((parameter) => !('name' in parameter) || parameter.name !== '*');
  const known = new Set((operation.parameters ?? []).map((parameter) => ('name' in parameter ? parameter.name : '')));
  const missing = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!).filter((name) => !known.has(name));
  operation.parameters = [
    ...(operation.parameters ?? []),
    ...missing.map((name) => ({ name, in: 'path' as const, required: true, schema: { type: 'string' as const } })),
  ];
};

/**
 * `togglePin` is “Toggle pin”. A verb alone gets the noun of its path: `list` of `/api/services` is “List services”. Where
 * the path ends in the word itself, a GET names a thing (“Connection health”) and anything else does one (“Revoke token”).
 */
const summaryOf = (handler: string, method: string, path: string): string => {
  const words = handler.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  if (words.includes(' ')) return spelled(words);
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== 'api' && !segment.startsWith('{'));
  const [last = '', parent = ''] = segments.reverse().map((segment) => segment.replace(/-/g, ' '));
  const isOne = path.endsWith('}') || words === 'create';
  if (words !== last && words !== singular(last)) return spelled(`${words} ${isOne ? singular(last) : last}`);
  return spelled(method === 'GET' ? `${singular(parent)} ${last}` : `${words} ${singular(parent)}`);
};

const singular = (noun: string): string => noun.replace(/ies$/, 'y').replace(/s$/, '');

const spelled = (sentence: string): string => {
  const proper = sentence
    .trim()
    .replace(/^remove\b/, 'delete')
    .replace(/\b(api|ssh|2fa|oidc)\b/g, (word) => word.toUpperCase());
  return proper.charAt(0).toUpperCase() + proper.slice(1);
};

const accessSentence = (access: RouteAccess | undefined): string => {
  if (!access || access.kind === 'public') return 'Needs no credential.';
  if (access.kind === 'signed-in') return 'Needs any credential.';
  const role = access.role === 'user' ? '' : ` and the role \`${access.role}\``;
  return access.sessionOnly ? `Needs a signed-in session${role}.` : `Needs the scope \`${access.scope}\`${role}.`;
};
