import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public, Rate, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { ServiceStatus, ServiceStatusQuery, UiState } from './directory.dto.js';
import { LeaseList } from './lease-list.js';

/** What pages about the relay show. */
@ApiTags('Relay')
@Envelope()
@Public()
@Rate('none')
@Controller('ui')
export class UiController {
  constructor(
    private readonly list: LeaseList,
    private readonly policy: RelayPolicy,
  ) {}

  /** List what is published */
  @Get('state')
  @Reply(UiState)
  async state(): Promise<UiState> {
    return { leases: await this.list.listed(), landing_page_enabled: this.policy.hasLandingPage };
  }

  /** Ask whether somebody serves a host name */
  @Get('service/status')
  @Reply(ServiceStatus)
  async status(@Query() query: ServiceStatusQuery): Promise<ServiceStatus> {
    const hostname = query.hostname.toLowerCase().replace(/\.$/, '');
    const lease = await this.list.find(hostname);
    return {
      hostname: lease?.hostname ?? hostname,
      registered: lease !== undefined,
      service_alive: (lease?.ready ?? 0) > 0,
    };
  }
}
