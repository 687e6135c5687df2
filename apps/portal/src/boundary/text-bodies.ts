import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { DomainError, LIMITS } from '#libs/contracts';
import { ROUTE_TEXT, type RouteRegistry, type TextBody } from './route-registry.js';

/** Of WHIP and WHEP (RFC 9725). */
export const SDP = 'application/sdp';
export const SDP_FRAGMENT = 'application/trickle-ice-sdpfrag';

/** The route takes text of one media type and no JSON. */
export const TakesText = (mediaType: string, maxBytes: number): MethodDecorator =>
  applyDecorators(
    SetMetadata(ROUTE_TEXT, { mediaType, maxBytes } satisfies TextBody),
    ApiConsumes(mediaType),
    ApiBody({ schema: { type: 'string', maxLength: maxBytes } }),
  );

/** Texts for the routes that take them. To any other route such a body stays a 415. */
export const useTextBodies = (server: FastifyInstance, routes: RouteRegistry): void => {
  const types = [SDP, SDP_FRAGMENT];
  server.addContentTypeParser(types, { parseAs: 'string', bodyLimit: LIMITS.sdpBytes }, (_request, body, done) =>
    done(null, body),
  );
  server.addHook('preParsing', (request, _reply, payload, done) => {
    const type = (request.headers['content-type'] ?? '').split(';', 1)[0]!.trim().toLowerCase();
    const wanted = routes.find(request.method, request.routeOptions.url)?.text;
    const isMistaken = wanted ? type !== wanted.mediaType : types.includes(type);
    const isTooLarge = wanted && Number(request.headers['content-length'] ?? 0) > wanted.maxBytes;
    if (isMistaken) done(new DomainError('request.media_type'));
    else if (isTooLarge) done(new DomainError('request.too_large', { details: { max_bytes: wanted.maxBytes } }));
    else done(null, payload);
  });
};
