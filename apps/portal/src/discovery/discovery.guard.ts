import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { ipPrefix } from '#libs/net-guard';
import { Admission } from '../policy/index.js';
import { RelayPolicy } from '../relay-policy/index.js';

/** There is nothing here unless the operator wants it. Before bodies are looked at, as the others. */
@Injectable()
export class DiscoveryGuard implements CanActivate {
  private readonly isOn: boolean;

  constructor(config: PortalConfig) {
    this.isOn = config.get('DISCOVERY');
  }

  canActivate(): boolean {
    if (!this.isOn) throw new DomainError('route.not_found');
    return true;
  }
}

/** Refuses who is banned, and who announces too much. @throws DomainError relay.ip_banned, rate.exceeded */
@Injectable()
export class AnnouncerGuard implements CanActivate {
  constructor(
    private readonly policy: RelayPolicy,
    private readonly admission: Admission,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const { ip } = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.policy.isIpBanned(ip)) throw new DomainError('relay.ip_banned');
    await this.admission.require('announce', ipPrefix(ip));
    return true;
  }
}
