import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { PortalConfig } from '#libs/config';
import { DomainError } from '#libs/contracts';
import { ipPrefix } from '#libs/net-guard';
import { Admission } from '../policy/index.js';

/** There are no payments unless the operator wants them, and not too many from one address. Before bodies are looked at. */
@Injectable()
export class X402Guard implements CanActivate {
  private readonly isOn: boolean;

  constructor(
    config: PortalConfig,
    private readonly admission: Admission,
  ) {
    this.isOn = config.get('X402_ENABLED');
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (!this.isOn) throw new DomainError('route.not_found');
    const { ip } = context.switchToHttp().getRequest<FastifyRequest>();
    await this.admission.require('payments', ipPrefix(ip));
    return true;
  }
}
