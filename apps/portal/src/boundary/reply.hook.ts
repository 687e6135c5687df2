import type { FastifyInstance } from 'fastify';
import { enveloped } from './envelope.js';
import { project } from './field-registry.js';
import type { RouteRegistry } from './route-registry.js';

/**
 * Cuts every successful answer down to what the route's `@Reply` class declares, and puts it into its envelope. JSON is
 * kept by no cache, unless the route says otherwise.
 */
export const useDeclaredReplies = (server: FastifyInstance, routes: RouteRegistry): void => {
  server.addHook('preSerialization', (request, reply, payload, done) => {
    const route = reply.statusCode < 400 ? routes.find(request.method, request.routeOptions.url) : undefined;
    const data = route?.reply ? project(route.reply, payload) : payload;
    if (!reply.hasHeader('cache-control')) void reply.header('cache-control', 'no-store');
    done(null, route?.envelope ? enveloped(data) : data);
  });
};
