import {
  applyDecorators,
  type CanActivate,
  createParamDecorator,
  type ExecutionContext,
  Injectable,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type AreaScope, DomainError, hasScope } from '#libs/contracts';
import type { Principal } from '../auth/index.js';
import { Public, Rate } from '../boundary/access.js';
import { RelayAdmins } from './relay-admins.js';

/** Lets in who signed in with the relay's admin token, and administrators of the portal. */
@Injectable()
export class RelayAdminGuard implements CanActivate {
  constructor(private readonly admins: RelayAdmins) {}

  /** @throws DomainError auth.required */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (await this.isAdmin(context.switchToHttp().getRequest<FastifyRequest>())) return true;
    throw new DomainError('auth.required');
  }

  async isAdmin(request: FastifyRequest): Promise<boolean> {
    if (isPortalAdmin(request.principal, request.method === 'GET' ? 'admin:read' : 'admin:write')) return true;
    const token = bearerOf(request);
    return token !== undefined && (await this.admins.isAdmin(token));
  }
}

const isPortalAdmin = (principal: Principal | null, scope: AreaScope): boolean =>
  principal?.role === 'admin' && hasScope(principal.scopes, scope);

const MAX_TOKEN_CHARS = 512;

const bearerOf = ({ headers }: FastifyRequest): string | undefined => {
  const [scheme = '', token = '', ...rest] = (headers.authorization ?? '').trim().split(/\s+/);
  const isBearer = scheme.toLowerCase() === 'bearer' && rest.length === 0;
  return isBearer && token !== '' && token.length <= MAX_TOKEN_CHARS ? token : undefined;
};

/** For administrators of the relay alone. The boundary knows such a route as public: this guard is its door. */
export const RelayAdmin = (): MethodDecorator & ClassDecorator =>
  applyDecorators(Public(), Rate('none'), UseGuards(RelayAdminGuard), ApiBearerAuth());

/** What was presented as bearer, whatever it is. */
export const Bearer = createParamDecorator((_: unknown, context: ExecutionContext): string | undefined =>
  bearerOf(context.switchToHttp().getRequest<FastifyRequest>()),
);
