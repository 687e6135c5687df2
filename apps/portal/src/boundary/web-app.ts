import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CORS, enveloped } from './envelope.js';

/** Unknown paths below these never become the web app. */
const SERVER_PREFIX = /^\/(api|sdk|ui|discovery|v1|ws|proxy|socket\.io|static|metrics|healthz|readyz)(\/|$)/;

const CONTENT_SECURITY_POLICY = [
  `default-src 'self'`,
  `base-uri 'none'`,
  `object-src 'none'`,
  `frame-ancestors 'none'`,
  `form-action 'self'`,
  `connect-src 'self' ws: wss:`,
  `img-src 'self' data: blob:`,
  `media-src 'self' blob:`,
  `worker-src 'self' blob:`,
  `style-src 'self' 'unsafe-inline'`,
  `font-src 'self' data:`,
].join(';');

const SECURITY_HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

/** Headers for every answer; HSTS only where the public address is https. They never vary, so they are written out. */
export const useSecurityHeaders = (app: NestFastifyApplication, { https }: { https: boolean }): void => {
  const headers = { ...SECURITY_HEADERS, ...(https && { 'strict-transport-security': 'max-age=31536000' }) };
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (_request, reply, done) => {
      void reply.headers(headers);
      done();
    });
};

/**
 * Serves the built web app: hashed assets for ever, everything else revalidated, unknown pages as `index.html` for
 * browsers. Other clients asking for `/` learn what this is, as specification B says.
 */
export const useWebApp = async (app: NestFastifyApplication, root: string, relayRoot: string): Promise<void> => {
  const server = app.getHttpAdapter().getInstance();
  const built = existsSync(path.join(root, 'index.html'));
  if (built) {
    await app.register(fastifyStatic as never, {
      root,
      wildcard: false,
      index: false,
      // The plugin's own header would win over the one below.
      cacheControl: false,
      setHeaders: (response: ServerResponse, file: string) =>
        response.setHeader(
          'cache-control',
          file.includes(`${path.sep}assets${path.sep}`) ? 'public, max-age=31536000, immutable' : 'no-cache',
        ),
    });
  }
  server.get('/*', (request: FastifyRequest, reply: FastifyReply) => {
    // Not through URL: what a router accepts (`//`) need not be one.
    const pathname = request.url.split('?', 1)[0]!;
    const wantsPage = request.headers.accept?.includes('text/html') ?? false;
    if (built && wantsPage && !SERVER_PREFIX.test(pathname)) {
      return reply.header('cache-control', 'no-cache').sendFile('index.html');
    }
    if (pathname === '/') return reply.headers(CORS).send(enveloped({ service: 'portal-relay', root: relayRoot }));
    return reply.callNotFound();
  });
};
