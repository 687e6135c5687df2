import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { RelayPolicy } from '../relay-policy/index.js';

/** Refuses addresses that are banned, before what they send is looked at. @throws DomainError relay.ip_banned */
@Injectable()
export class BannedAddressGuard implements CanActivate {
  constructor(private readonly policy: RelayPolicy) {}

  canActivate(context: ExecutionContext): boolean {
    const { ip } = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.policy.isIpBanned(ip)) throw new DomainError('relay.ip_banned');
    return true;
  }
}
