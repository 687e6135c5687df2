import { Inject, Injectable } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { ipPrefix } from '#libs/net-guard';
import { type Log, type Metrics, redactUrl } from '#libs/telemetry';
import {
  Authenticator,
  type CredentialSource,
  type Principal,
  requireAccess,
  requireSameOrigin,
} from '../auth/index.js';
import { Admission, type Admittance } from '../policy/index.js';
import type { RateClass, RouteAccess } from './access.js';
import { isEnvelopePath } from './envelope.js';
import { LOG, METRICS } from './log.js';
import { type DeclaredRoute, RouteRegistry } from './route-registry.js';

/**
 * What every request passes before its body is read: who is calling, how often, from where, and whether the route lets
 * them in. Routes that declare nothing let nobody in.
 */
@Injectable()
export class AdmissionHook {
  constructor(
    private readonly config: PortalConfig,
    @Inject(LOG) private readonly log: Log,
    @Inject(METRICS) private readonly metrics: Metrics,
    private readonly routes: RouteRegistry,
    private readonly authenticator: Authenticator,
    private readonly admission: Admission,
  ) {}

  install(server: FastifyInstance): void {
    server.decorateRequest('principal', null);
    server.addHook('onRequest', (request, reply) => this.admit(request, reply));
    server.addHook('onResponse', (request, reply, done) => {
      this.record(request, reply);
      done();
    });
  }

  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    void reply.header('x-request-id', request.id);
    const route = this.routes.find(request.method, request.routeOptions.url);
    // The files of the web app are no routes of a controller.
    if (!route && !isApi(request)) return;
    if (route?.anyOrigin) void reply.headers(ANY_ORIGIN);
    // Specification B names the few that take it.
    if (request.method === 'HEAD' && route?.envelope)
      throw new DomainError('request.method', { details: { allow: this.routes.methodsOf(route.url) } });

    const known = await this.identify(request);
    if (known instanceof DomainError) request.principal = null;
    else request.principal = known;
    if (isApi(request) && route?.rate !== 'none') await this.limit(request, reply, route?.rate);

    if (known instanceof DomainError && !isOpen(request, route)) throw known;
    if (request.principal?.credential.kind === 'session' && request.principal.credential.cookie) {
      requireSameOrigin(request, this.config.get('PORTAL_URL'));
    }
    if (route) authorise(route, request.principal);
  }

  /** A bad credential is an answer too: public routes do not care for it. */
  private async identify(request: FastifyRequest): Promise<Principal | null | DomainError> {
    try {
      return await this.authenticator.authenticate(sourceOf(request));
    } catch (error) {
      if (error instanceof DomainError) return error;
      throw error;
    }
  }

  private async limit(request: FastifyRequest, reply: FastifyReply, rate: RateClass = 'general'): Promise<void> {
    const taken = await this.take(rate, request);
    void reply.headers({
      'x-ratelimit-limit': taken.limit,
      'x-ratelimit-remaining': taken.remaining,
      'x-ratelimit-reset': taken.resetAt,
    });
    if (taken.allowed) return;
    void reply.header('retry-after', Math.max(1, taken.resetAt - Math.floor(Date.now() / 1000)));
    throw new DomainError('rate.exceeded');
  }

  private take(rate: RateClass, { principal, ip }: FastifyRequest): Promise<Admittance> {
    if (rate === 'auth') return this.admission.consumeAuth(ip);
    if (rate === 'search' && principal) return this.admission.consume('search', String(principal.userId));
    if (rate === 'playback' || rate === 'webrtc') return this.admission.consume(rate, ipPrefix(ip));
    return this.admission.consumeGeneral(principal, ip);
  }

  private record(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.routeOptions.url ?? 'none';
    const status = reply.statusCode;
    this.metrics.httpRequests.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    this.log.info(
      {
        requestId: request.id,
        method: request.method,
        url: redactUrl(request.url),
        status,
        ms: Math.round(reply.elapsedTime * 10) / 10,
        ip: request.ip,
        user: request.principal?.userId,
      },
      'request',
    );
  }
}

/** What a page elsewhere needs of RFC 9725 and of limits is among the exposed. */
const ANY_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'location, etag, link, retry-after, x-webrtc-degraded',
  'cross-origin-resource-policy': 'cross-origin',
};

const isApi = (request: FastifyRequest): boolean => request.url.startsWith('/api');

/** Where specification B has nothing, its other credentials are no fault either. */
const isOpen = ({ url }: FastifyRequest, route: DeclaredRoute | undefined): boolean =>
  route ? route.access?.kind === 'public' : isEnvelopePath(url);

const sourceOf = (request: FastifyRequest): CredentialSource => ({
  method: request.method,
  ip: request.ip,
  headers: request.headers,
  query: new URLSearchParams(request.url.split('?', 2)[1] ?? ''),
});

const authorise = (route: DeclaredRoute, principal: Principal | null): void => {
  const access: RouteAccess | undefined = route.access;
  if (!access) throw new DomainError('access.denied', { cause: new Error(`${route.handler} declares no access`) });
  if (access.kind === 'public') return;
  if (!principal) throw new DomainError('auth.required');
  if (access.kind === 'signed-in') return;
  requireAccess(principal, access.scope, access.role);
  if (access.sessionOnly && principal.credential.kind !== 'session') throw new DomainError('access.scope');
};
