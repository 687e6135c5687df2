import { Controller, Get, Header, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { DomainError } from '#libs/contracts';
import { Public, Rate } from '../boundary/access.js';
import { HealthService } from './health.service.js';

/** For load balancers and scrapers; no part of the API. */
@ApiExcludeController()
@Public()
@Rate('none')
@Controller()
export class HealthController {
  constructor(private readonly health: HealthService) {}

  /** The process is alive. */
  @Get('healthz')
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** It can do its work: the database (and Redis) answer and it is not draining. */
  @Get('readyz')
  ready(): Promise<{ status: string; checks: Record<string, string> }> {
    return this.health.requireReady();
  }

  /** Prometheus text format, for an administrator or the scrape token. */
  @Get('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  metrics(@Req() { principal, headers }: FastifyRequest): Promise<string> {
    if (principal?.role !== 'admin' && !this.health.isScraper(headers.authorization)) {
      throw new DomainError('auth.required');
    }
    return this.health.metrics();
  }
}
