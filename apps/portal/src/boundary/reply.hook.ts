import type { FastifyInstance } from 'fastify';
import { project } from './field-registry.js';
import type { RouteRegistry } from './route-registry.js';

/** Cuts every successful answer down to what the route's `@Reply` class declares. */
export const useDeclaredReplies = (server: FastifyInstance, routes: RouteRegistry): void => {
  server.addHook('preSerialization', (request, reply, payload, done) => {
    const type = reply.statusCode < 400 ? routes.find(request.method, request.routeOptions.url)?.reply : undefined;
    done(null, type ? project(type, payload) : payload);
  });
};
