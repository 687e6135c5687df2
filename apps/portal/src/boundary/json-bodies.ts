import { SetMetadata } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { DomainError } from '#libs/contracts';
import { isEnvelopePath, UnreadBody } from './envelope.js';
import { ROUTE_BODY_BYTES, type RouteRegistry } from './route-registry.js';

/** The route, or every route of the controller, takes JSON of up to so many bytes: more or less than others. */
export const TakesJson = (maxBytes: number): MethodDecorator & ClassDecorator =>
  SetMetadata(ROUTE_BODY_BYTES, maxBytes);

const notJson = (cause: Error): DomainError =>
  new DomainError('request.invalid', { text: 'The body is not valid JSON.', cause });

/**
 * JSON is the only body the API takes: a form could come from any page, without a preflight. An empty one is no body,
 * as clients that always name the content type send it. `__proto__` and `constructor.prototype` are refused.
 */
export const useJsonBodies = (server: FastifyInstance, routes: RouteRegistry): void => {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') return done(null, undefined);
    const isDeferred = isEnvelopePath(request.url);
    void parse(request, body, (fault, value) => {
      if (!fault) return done(null, value);
      return isDeferred ? done(null, new UnreadBody(fault)) : done(notJson(fault));
    });
  });
  server.addHook('onRoute', (route) => {
    const bodyBytes = routes.find([route.method].flat()[0]!, route.url)?.bodyBytes;
    if (bodyBytes !== undefined) route.bodyLimit = bodyBytes;
  });
};
