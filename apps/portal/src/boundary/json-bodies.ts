import type { FastifyInstance } from 'fastify';

/**
 * JSON is the only body the API takes: a form could come from any page, without a preflight. An empty one is no body,
 * as clients that always name the content type send it. `__proto__` and `constructor.prototype` are refused.
 */
export const useJsonBodies = (server: FastifyInstance): void => {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body: string, done) => {
    if (body === '') done(null, undefined);
    else void parse(request, body, done);
  });
};
