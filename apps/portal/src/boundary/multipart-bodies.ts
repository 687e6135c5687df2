import fastifyMultipart from '@fastify/multipart';
import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError, invalidFields } from '#libs/contracts';
import { type FileField, ROUTE_FILE, type RouteRegistry } from './route-registry.js';

/** What the form has around the file. */
export const FORM_ENVELOPE_BYTES = 64 * 1024;
const LIMITS = { files: 1, fields: 10, parts: 11, fieldNameSize: 100, fieldSize: 4096, headerPairs: 20 };

/** The route takes one file in a form (RFC 7578) and no JSON. */
export const TakesFile = (name: string, maxBytes: number): MethodDecorator =>
  applyDecorators(
    SetMetadata(ROUTE_FILE, { name, maxBytes } satisfies FileField),
    ApiConsumes('multipart/form-data'),
    ApiBody({
      schema: { type: 'object', required: [name], properties: { [name]: { type: 'string', format: 'binary' } } },
    }),
  );

/**
 * Forms for the routes that take a file. A page elsewhere can send one without a preflight: what protects the routes is
 * that a cookie only counts with an origin of ours. To any other route a form stays a 415.
 */
export const useMultipartBodies = async (app: NestFastifyApplication, routes: RouteRegistry): Promise<void> => {
  await app.register(fastifyMultipart as never, { limits: LIMITS });
  const server = app.getHttpAdapter().getInstance();
  server.addHook('preParsing', (request: FastifyRequest, _reply, payload, done) => {
    const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
    const file = isForm && routes.find(request.method, request.routeOptions.url)?.file;
    if (isForm && !file) done(new DomainError('request.media_type'));
    else if (file && Number(request.headers['content-length'] ?? 0) > file.maxBytes + FORM_ENVELOPE_BYTES) {
      done(tooLarge(file.maxBytes));
    } else done(null, payload);
  });
};

/** The file of a `@TakesFile` route, whole. */
export const UploadedBytes = createParamDecorator((_: unknown, context: ExecutionContext): Promise<Buffer> => {
  const file = Reflect.getMetadata(ROUTE_FILE, context.getHandler()) as FileField;
  return readFile(context.switchToHttp().getRequest<FastifyRequest>(), file);
});

/** @throws DomainError request.media_type, request.too_large, request.invalid */
const readFile = async (request: FastifyRequest, { name, maxBytes }: FileField): Promise<Buffer> => {
  if (!request.isMultipart()) throw new DomainError('request.media_type');
  try {
    const part = await request.file({ limits: { fileSize: maxBytes } });
    if (part?.fieldname !== name) {
      part?.file.resume();
      throw invalidFields([{ field: name, message: 'must be a file' }]);
    }
    const bytes = await part.toBuffer();
    // It tells only of what is found to be too long before the last piece.
    if (part.file.truncated) throw tooLarge(maxBytes);
    return bytes;
  } catch (error) {
    if (error instanceof DomainError) throw error;
    const isTooLarge = (error as { statusCode?: number }).statusCode === 413;
    throw isTooLarge ? tooLarge(maxBytes) : new DomainError('request.invalid', { cause: error });
  }
};

export const tooLarge = (maxBytes: number): DomainError =>
  new DomainError('request.too_large', { details: { max_bytes: maxBytes } });
