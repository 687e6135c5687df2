import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { OpenAPIObject } from '@nestjs/swagger';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Answer, usePortal } from '#libs/testing';
import { isEnvelopePath } from '../boundary/envelope.js';
import { type FieldSchema, MALFORMED_BODIES, malformedValues, resolveSchema } from './malformed-values.js';
import { openApiDocument } from './openapi-document.js';
import { CALLERS, type Given, type RouteRow, type World } from './route-rows.js';
import { ROUTES } from './route-table.js';
import { methodOf, openWorld, pathOf, prepare, refusalOf } from './route-world.js';

/** Ids nobody has, some of which a database or a router may choke on. */
const STRANGE_IDS = [
  '0',
  '-1',
  '1.5',
  '99999999999999',
  'NaN',
  '%00',
  '%ff',
  '..%2f..',
  '%F0%9F%A6%8A',
  'x'.repeat(600),
];
const STRANGE_QUERIES = ['%00', '-1', '1e9', '99999999999999999999', '%ff', '%ED%A0%80', 'x'.repeat(5000)];

const document = await openApiDocument();
const rows = Object.entries(ROUTES);

const operationOf = (route: string): NonNullable<OpenAPIObject['paths'][string]['get']> | undefined =>
  document.paths[route.split(' ')[1]!.replace(/:(\w+)/g, '{$1}')]?.[methodOf(route).toLowerCase() as 'get'];

const bodySchemaOf = (route: string): FieldSchema | undefined => {
  const body = operationOf(route)?.requestBody;
  const schema = body && 'content' in body ? body.content['application/json']?.schema : undefined;
  return schema && resolveSchema(document, schema as FieldSchema);
};

const withBodies = rows.flatMap(([route, row]) => {
  const schema = bodySchemaOf(route);
  return schema ? [[route, row, schema] as const] : [];
});

const STRANGE_PATHS = [
  '//',
  '///api',
  '/%',
  '/%00',
  '/%ff',
  '/\\\\evil',
  '/api/%2e%2e/me',
  '/api//me',
  '/api/me/%20',
  '/:1',
  '/?%ff',
];

const shown = (value: unknown): string => (JSON.stringify(value) ?? 'undefined').slice(0, 60);

/** A refusal in the format of the API, which names what is wrong when it is about the input. */
const expectRefusal = ({ status, body }: Answer, what: string): void => {
  expect(status >= 400 && status < 500, `${what} answered ${status} ${shown(body)}`).toBe(true);
  expect(body, what).toEqual(refusalOf(/\/\S*/.exec(what)![0], status));
};

/** The fields a refusal complains of; undefined when it is about something else. */
const fieldsNamedBy = ({ body }: Answer): string[] | undefined =>
  body.code === 'request.invalid'
    ? (body.details as { field: string }[]).map(({ field }) => field.split('.')[0]!)
    : undefined;

describe('malformed input', () => {
  const portal = usePortal({ PORTAL_NET_ALLOW: '127.0.0.1/32' });
  let world: World;

  beforeAll(async () => {
    world = await openWorld(portal);
  });

  const callerOf = ({ expect: statuses }: RouteRow) => {
    const owner = statuses[CALLERS.indexOf('owner')]!;
    return owner === 403 || owner === 401 ? world.users.admin : world.users.owner;
  };
  const send = (route: string, row: RouteRow, given: Given, body: unknown, headers?: Record<string, string>) =>
    portal.fetch(pathOf(route, given), {
      as: callerOf(row),
      method: methodOf(route),
      body,
      ...(headers && { headers }),
    });

  it('covers every route that takes a body', () => {
    const missing = withBodies.filter(([, row]) => row.given === undefined).map(([route]) => route);
    expect(missing).toEqual([]);
    expect(withBodies.length).toBeGreaterThan(15);
  });

  it.each(withBodies)('is refused in every field of %s', async (route, row, schema) => {
    const given = await prepare(world, row);
    const fields = Object.entries(schema.properties ?? {}).map(
      ([field, property]) => [field, malformedValues(resolveSchema(document, property))] as const,
    );
    const refused = async (wrong: Record<string, unknown>): Promise<Answer> => {
      const answer = await send(route, row, given, { ...given.body, ...wrong });
      expectRefusal(answer, `${route} with ${shown(wrong)}`);
      return answer;
    };
    // One call for all fields that are named then, one more for each that is not.
    for (let at = 0; at < Math.max(...fields.map(([, values]) => values.length)); at++) {
      const wrong = Object.fromEntries(
        fields.flatMap(([field, values]) => (at in values ? [[field, values[at]]] : [])),
      );
      const named = fieldsNamedBy(await refused(wrong)) ?? [];
      for (const field of Object.keys(wrong).filter((candidate) => !named.includes(candidate))) {
        const alone = fieldsNamedBy(await refused({ [field]: wrong[field] }));
        if (alone) expect(alone, `${route} ${field} = ${shown(wrong[field])}`).toContain(field);
      }
    }
    for (const field of schema.required ?? []) {
      const { [field]: _, ...without } = given.body as Record<string, unknown>;
      expectRefusal(await send(route, row, given, without), `${route} without ${field}`);
    }
  });

  it.each(withBodies)('is refused as the body of %s', async (route, row, schema) => {
    expect.hasAssertions();
    const given = await prepare(world, row);
    const isAllOptional = (schema.required ?? []).length === 0;
    for (const [name, body, headers] of MALFORMED_BODIES) {
      const answer = await send(route, row, given, body, headers);
      // An object without known fields changes nothing where every field is optional.
      if (isAllOptional && answer.status < 300 && /prototype|constructor|deep object|no body/.test(name)) continue;
      // Specification B does not look at the type.
      if (isAllOptional && answer.status < 300 && /content type/.test(name) && isEnvelopePath(pathOf(route, given)))
        continue;
      expectRefusal(answer, `${route} with ${name}`);
    }
  });

  it.each(STRANGE_PATHS)('in the path %j is never our fault', async (path) => {
    const { host } = new URL(portal.url);
    for (const accept of ['application/json', 'text/html']) {
      const response = await rawGet(host, path, accept);
      expect(response, `${path} as ${accept}`).toMatch(/^HTTP\/1\.1 [234]\d\d /);
    }
  });

  it.each(rows)('in the address of %s is never our fault', async (route, row) => {
    const prepared = await prepare(world, row);
    const { parameters = [] } = operationOf(route) ?? {};
    const options = { as: callerOf(row), method: methodOf(route), body: prepared.body };
    for (const name of Object.keys(prepared.params ?? {})) {
      for (const strange of STRANGE_IDS) {
        const path = route.split(' ')[1]!.replace(`:${name}`, strange);
        const answer = await portal.fetch(path, options);
        expectRefusal(answer, path);
        expect(answer.status, path).not.toBe(405);
      }
    }
    const queries = parameters.flatMap((parameter) =>
      'in' in parameter && parameter.in === 'query' ? [parameter.name] : [],
    );
    for (const query of queries) {
      for (const strange of STRANGE_QUERIES) {
        const path = `${pathOf(route, prepared)}?${query}=${strange}&${query}=${strange}`;
        const answer = await portal.fetch(path, options);
        expect(answer.status, `${path} ${shown(answer.body)}`).toBeLessThan(500);
      }
    }
  });
});

/** As it is written: `fetch` would tidy the path up. */
const rawGet = async (host: string, path: string, accept: string): Promise<string> => {
  const [hostname, port] = host.split(':');
  const socket = connect(Number(port), hostname);
  socket.end(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: ${accept}\r\nConnection: close\r\n\r\n`);
  return text(socket);
};
