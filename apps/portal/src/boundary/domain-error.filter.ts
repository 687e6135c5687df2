import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Inject } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError, type ErrorBody, type ErrorCode, type ErrorRow, ERRORS } from '#libs/contracts';
import type { Log } from '#libs/telemetry';
import { isEnvelopePath, isPlainPath, isUnreadable, relayFailure } from './envelope.js';
import { LOG } from './log.js';
import { RouteRegistry } from './route-registry.js';

/** Foreign errors by their HTTP status. */
const BY_STATUS: Record<number, ErrorCode> = {
  400: 'request.invalid',
  401: 'auth.required',
  403: 'access.denied',
  404: 'route.not_found',
  405: 'request.method',
  413: 'request.too_large',
  414: 'request.too_large',
  415: 'request.media_type',
  429: 'rate.exceeded',
  431: 'request.too_large',
  503: 'server.unavailable',
};

/** PostgreSQL refuses text it cannot store (NUL, a lone surrogate) and numbers out of range: the input's fault. */
const INPUT_SQLSTATES = new Set(['22021', '22P02', '22P05', '22003', '22001', '22008', '22007']);

/** The database is starting, stopping or not there (class 08, 57P01..03, and what the socket says). */
const isUnreachable = (code: string): boolean =>
  /^(08\w{3}|57P0[123]|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/.test(code);

const statusOf = (error: object): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode, code, message } = error as { statusCode?: unknown; code?: unknown; message?: unknown };
  if (typeof statusCode === 'number') return statusCode;
  if (typeof code === 'string' && isUnreachable(code)) return 503;
  if (typeof message === 'string' && message.startsWith('Connection terminated')) return 503;
  return typeof code === 'string' && INPUT_SQLSTATES.has(code) ? 400 : undefined;
};

/** What any thrown thing means to a client; everything unknown is `internal`. */
export const toDomainError = (thrown: unknown): DomainError => {
  if (thrown instanceof DomainError) return thrown;
  const status = thrown !== null && typeof thrown === 'object' ? statusOf(thrown) : undefined;
  const code = status === undefined ? undefined : (BY_STATUS[status] ?? (status < 500 ? 'request.invalid' : undefined));
  return new DomainError(code ?? 'internal', { cause: thrown });
};

/** The body of specification A. */
export const errorBody = (error: DomainError): ErrorBody => {
  const details = detailsOf(error);
  return { error: error.message, status: error.status, code: error.code, ...(details !== undefined && { details }) };
};

/** A 400 names fields, whatever else is known of it. */
const detailsOf = ({ code, status, message, details }: DomainError): unknown => {
  if (status !== 400 || Array.isArray(details)) return details;
  const { field = '' }: ErrorRow = ERRORS[code];
  return [{ field, message }];
};

/** The body of whichever specification the address belongs to. */
export const failureBody = (url: string, error: DomainError, body?: unknown): object =>
  isEnvelopePath(url) ? relayFailure(url, error, isUnreadable(error, body)) : errorBody(error);

/** A body that is refused for its length is read and dropped up to here; beyond, the connection ends. */
const READ_TO_ITS_END_BYTES = 16 * 1024 * 1024;

const lengthOf = ({ headers }: FastifyRequest): number => Number(headers['content-length'] ?? Number.POSITIVE_INFINITY);

/** Every failure of a request becomes its row of the error table here and nowhere else. */
@Catch()
export class DomainErrorFilter implements ExceptionFilter {
  constructor(
    @Inject(LOG) private readonly log: Log,
    private readonly routes: RouteRegistry,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const error = this.orMethod(toDomainError(thrown), request);
    if (error.code === 'internal')
      this.log.error(
        { requestId: request.id, err: error.cause ?? error, url: request.routeOptions.url },
        'request failed',
      );
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    const { retry_after: wait, allow } = (error.details ?? {}) as { retry_after?: unknown; allow?: unknown };
    if (typeof wait === 'number') void reply.header('retry-after', wait);
    if (Array.isArray(allow)) void reply.header('allow', allow.join(', '));
    // What is left of it is read: a connection closed over unread bytes may take the answer along.
    if (error.code === 'request.too_large' && lengthOf(request) <= READ_TO_ITS_END_BYTES)
      void reply.removeHeader('connection');
    void reply.status(error.status).header('cache-control', 'no-store');
    if (isPlainPath(request.url)) {
      void reply.type('text/plain; charset=utf-8').send(`${error.message}\n`);
      return;
    }
    void reply
      .type('application/json')
      // Who asks sends none, and what is wrong then is the query.
      .send(failureBody(request.url, error, request.method === 'GET' ? null : request.body));
  }

  /** A path that exists for another method is 405, not 404. */
  private orMethod(error: DomainError, request: FastifyRequest): DomainError {
    if (error.code !== 'route.not_found' || request.routeOptions.url !== undefined) return error;
    const methods = this.routes.methodsOf(request.url.split('?', 1)[0]!);
    // With its own method there, it is the address that the router does not take: it is too long.
    if (methods.length === 0 || methods.includes(request.method)) return error;
    return new DomainError('request.method', { details: { allow: methods } });
  }
}
