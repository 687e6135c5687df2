import { applyDecorators, createParamDecorator, type ExecutionContext, HttpCode, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiResponse, ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type AreaScope, DomainError, type Role } from '#libs/contracts';
import type { Principal } from '../auth/principal.js';
import type { FieldClass } from './field-registry.js';

/** Which bucket a route draws from; `none` has limits of its own. */
export type RateClass = 'general' | 'auth' | 'search' | 'playback' | 'webrtc' | 'none';

/** Who may call a route. Every route declares one of the three; a route that declares none is refused. */
export type RouteAccess =
  | { kind: 'public' }
  /** Any signed-in credential, whatever its scopes. */
  | { kind: 'signed-in' }
  | { kind: 'scope'; scope: AreaScope; role: Role; sessionOnly: boolean };

export const ROUTE_ACCESS = 'portal:access';
export const ROUTE_RATE = 'portal:rate';
export const ROUTE_REPLY = 'portal:reply';
export const ROUTE_ANY_ORIGIN = 'portal:any-origin';

/** Needs no credential. */
export const Public = (): MethodDecorator & ClassDecorator =>
  applyDecorators(SetMetadata(ROUTE_ACCESS, { kind: 'public' } satisfies RouteAccess));

/** Any credential, whatever its scopes: routes that filter by scope themselves. */
export const SignedIn = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    SetMetadata(ROUTE_ACCESS, { kind: 'signed-in' } satisfies RouteAccess),
    ApiBearerAuth(),
    ApiSecurity('session'),
  );

export interface AccessOptions {
  /** The least role; default `user`. */
  role?: Role;
  /** Refuses API keys: what would let a key outlive or outgrow its owner's session. */
  sessionOnly?: boolean;
}

/** A credential with this scope. */
export const Access = (scope: AreaScope, { role = 'user', sessionOnly = false }: AccessOptions = {}) =>
  applyDecorators(
    SetMetadata(ROUTE_ACCESS, { kind: 'scope', scope, role, sessionOnly } satisfies RouteAccess),
    ApiBearerAuth(),
    ApiSecurity('session'),
  );

/** Default `general`. */
export const Rate = (rate: RateClass): MethodDecorator & ClassDecorator => SetMetadata(ROUTE_RATE, rate);

/** Pages of every origin may call it and read the answer; never with a cookie. */
export const AnyOrigin = (): MethodDecorator & ClassDecorator => SetMetadata(ROUTE_ANY_ORIGIN, true);

/** The shape and the status of a successful answer: only declared fields leave. */
export const Reply = (type: FieldClass, status = 200): MethodDecorator =>
  applyDecorators(HttpCode(status), SetMetadata(ROUTE_REPLY, type), ApiResponse({ status, type }));

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the admission hook for every request with a valid credential. */
    principal: Principal | null;
  }
}

/** The principal of a route that is not public. */
export const Caller = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!principal) throw new DomainError('auth.required');
  return principal;
});

/** The principal of a public route, if it has one. */
export const MaybeCaller = createParamDecorator(
  (_: unknown, context: ExecutionContext): Principal | null =>
    context.switchToHttp().getRequest<FastifyRequest>().principal,
);

/** A path id: a positive integer; anything else does not exist (404). */
export const PathId = createParamDecorator((name: string | undefined, context: ExecutionContext): number => {
  const { params } = context.switchToHttp().getRequest<{ params: Record<string, string> }>();
  const text = params[name ?? 'id'] ?? '';
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
  if (!(id <= 2_147_483_647)) throw new DomainError('route.not_found');
  return id;
});

/** Where a request came from, for limits, sessions and the audit trail. */
export interface ClientInfo {
  ip: string;
  userAgent: string;
}

export const Client = createParamDecorator((_: unknown, context: ExecutionContext): ClientInfo => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  return { ip: request.ip, userAgent: (request.headers['user-agent'] ?? '').slice(0, 255) };
});
