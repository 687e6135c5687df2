import { SetMetadata } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type DomainError, type ErrorCode, type ErrorRow, ERRORS } from '#libs/contracts';
import { ROUTE_ENVELOPE } from './route-registry.js';

/** The controller's answers are those of specification B: `{"ok":true,"data":…}`. */
export const Envelope = (): ClassDecorator & MethodDecorator => SetMetadata(ROUTE_ENVELOPE, true);

/** Everything below is specification B's: its envelope, for what does not exist and for what went wrong too. */
const ENVELOPE_PATH =
  /^\/(sdk|ui|discovery|v1|api\/(healthz|state|policy|x402|install|install\.sh|install\.ps1|admin\/auth))([/?]|$)/;

export const isEnvelopePath = (url: string): boolean => ENVELOPE_PATH.test(url);

/** One slash more means nothing to the administration of the relay. */
const SLASHED_PATH = /^(\/api\/(?:policy|admin\/auth)(?:\/[\w-]+)*)\/(?=\?|$)/;

export const withoutSlash = (url: string): string => url.replace(SLASHED_PATH, '$1');

/** The facilitator answers as x402 does: no envelope, and failures of its own form. */
const BARE_PATH = /^\/api\/x402([/?]|$)/;

export const isBarePath = (url: string): boolean => BARE_PATH.test(url);

/** Who installs reads no JSON. */
const PLAIN_PATH = /^\/api\/install(?:\.sh|\.ps1|\/)/;

export const isPlainPath = (url: string): boolean => PLAIN_PATH.test(url);

export const enveloped = (data: unknown): { ok: true; data: unknown } => ({ ok: true, data: data ?? {} });

const BY_STATUS: Record<number, string> = {
  401: 'unauthorized',
  403: 'unauthorized',
  404: 'not_found',
  405: 'method_not_allowed',
  429: 'rate_limited',
  500: 'internal',
  502: 'upstream_error',
  503: 'feature_unavailable',
};

/** The body of a failure at `url`. `isUnread` says that there was no JSON to read. */
export const relayFailure = (
  url: string,
  error: DomainError,
  isUnread = false,
): { ok: false; error: { code: string; message: string } } | { message: string } => {
  if (isBarePath(url)) return { message: error.message };
  const row: ErrorRow = ERRORS[error.code];
  const code = row.relay ?? (isUnread ? 'invalid_json' : (BY_STATUS[error.status] ?? 'invalid_request'));
  return { ok: false, error: { code, message: error.message } };
};

/** A body that is no JSON. Whoever wants to read it says so: who may not ask at all is told that first. */
export class UnreadBody {
  constructor(readonly fault: Error) {}
}

const NOT_JSON = new Set<ErrorCode>(['request.invalid', 'request.media_type']);

/** Whether a 400 is for a body that is no JSON at all. */
export const isUnreadable = ({ code, cause }: DomainError, body: unknown): boolean =>
  NOT_JSON.has(code) &&
  (cause instanceof SyntaxError || ((body === undefined || body instanceof UnreadBody) && isParserFault(cause)));

/** Of the body's parser itself, or as the framework passes that on. */
const isParserFault = (cause: unknown): boolean =>
  cause === undefined ||
  [cause, (cause as Error).cause].some((fault) =>
    String((fault as { code?: unknown } | undefined)?.code).startsWith('FST_ERR_CTP'),
  );

/** Pages of every origin may call it; none with a cookie. */
export const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, POST, DELETE, OPTIONS',
  'access-control-allow-headers':
    'Accept, Authorization, Content-Type, Payment-Signature, X-Payment, X-Portal-Access-Token',
  'access-control-max-age': '600',
  'cross-origin-resource-policy': 'cross-origin',
};

/** Signing looks at the type of a body; everything else of specification B takes JSON under any name or none. */
const CHECKS_TYPE = /^\/v1([/?]|$)/;

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

/** What specification B says of every request, whatever it asks for. Before whoever admits requests. */
export const useEnvelopes = (server: FastifyInstance): void => {
  server.addHook('onRequest', (request, reply, done) => {
    if (!isEnvelopePath(request.url)) return done();
    void reply.headers(CORS);
    if (hasBody(request) && !CHECKS_TYPE.test(request.url)) request.headers['content-type'] = 'application/json';
    if (request.method === 'OPTIONS') void reply.status(204).send();
    else done();
  });
};
