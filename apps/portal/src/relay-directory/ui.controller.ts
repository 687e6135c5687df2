import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public, Rate, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { RelayPolicy } from '../relay-policy/index.js';
import { ServiceStatus, ServiceStatusQuery, UiState } from './directory.dto.js';
import { LeaseList } from './lease-list.js';
import { RelayPresence } from './relay-presence.js';

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
    private readonly presence: RelayPresence,
  ) {}

  /** List what is published */
  @Get('state')
  @Reply(UiState)
  async state(): Promise<UiState> {
    const [leases, relay] = await Promise.all([this.list.listed(), this.presence.facts()]);
    return { leases, landing_page_enabled: this.policy.hasLandingPage, relay };
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
