import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { describe, expect, it } from 'vitest';
import { usePortal } from '#libs/testing';
import { RouteRegistry } from '../boundary/route-registry.js';
import { CALLERS, type Given } from './route-rows.js';
import { ROUTES } from './route-table.js';
import { callRoute, credentialOf, openWorld, pathOf, prepare, refusalOf } from './route-world.js';

describe('every route', () => {
  const portal = usePortal({ PORTAL_NET_ALLOW: '127.0.0.1/32' });
  const declared = () => portal.get(RouteRegistry).list();

  it('has a row in the table, and every row a route', () => {
    expect(Object.keys(ROUTES).sort()).toEqual(
      declared()
        .map(({ method, url }) => `${method} ${url}`)
        .sort(),
    );
  });

  it('is declared by a controller, but for the page of the web app', () => {
    const known = new Set(declared().map(({ method, url }) => `${method} ${url}`));
    const server = portal.get(HttpAdapterHost).httpAdapter.getInstance<FastifyInstance>();
    expect(routesOf(server).filter((route) => !known.has(route) && !route.startsWith('HEAD '))).toEqual(['GET *']);
  });

  it('says who may call it', () => {
    expect(declared().filter(({ access }) => access === undefined)).toEqual([]);
  });

  it.each(Object.entries(ROUTES))('answers each caller as the table says: %s', async (route, row) => {
    const world = await openWorld(portal);
    const statuses: Record<string, number> = {};
    const bodies: Record<string, unknown> = {};
    let given: Given | undefined;
    for (const caller of CALLERS) {
      given ??= await prepare(world, row);
      const answer = await callRoute(world, route, given, await credentialOf(world, caller));
      statuses[caller] = answer.status;
      bodies[caller] = answer.body;
      // What is refused leaves everything as it is, for the next one.
      if (answer.status < 400) given = undefined;
      else expect(answer.body).toEqual(refusalOf(pathOf(route, given), answer.status));
    }
    expect(statuses, JSON.stringify(bodies)).toEqual(
      Object.fromEntries(CALLERS.map((caller, at) => [caller, row.expect[at]])),
    );
  });

  it.each(Object.entries(ROUTES))('lets a key in by the scope it names, or none: %s', async (route, row) => {
    const access = declared().find(({ method, url }) => `${method} ${url}` === route)?.access;
    if (access?.kind !== 'scope') return;
    const world = await openWorld(portal);
    const caller = access.role === 'user' ? 'owner' : access.role;
    const key = await portal.make.apiKey(world.users[caller].id, `${access.scope},access:*`);
    const { status, body } = await callRoute(world, route, await prepare(world, row), key);
    expect(status, JSON.stringify(body)).toBe(access.sessionOnly ? 403 : row.expect[CALLERS.indexOf(caller)]);
  });
});

/** Reads Fastify's drawing of its router: four characters a level, `path (METHOD, METHOD)`. */
const routesOf = (server: FastifyInstance): string[] => {
  const stack: string[] = [];
  return server
    .printRoutes({ commonPrefix: false })
    .split('\n')
    .flatMap((line) => {
      const [, indent, path, methods] = /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/.exec(line) ?? [];
      if (indent === undefined) return [];
      const depth = indent.length / 4;
      stack.splice(depth, stack.length, `${stack[depth - 1] ?? ''}${path}`);
      // The drawing of a wildcard below a route leaves its slash out.
      const url = stack[depth]!.replace(/([^/ ])\*$/, '$1/*');
      return (methods?.split(', ') ?? []).map((method) => `${method} ${url}`);
    });
};
