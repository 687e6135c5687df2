import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Public, Rate, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { RelayAdmin, RelayPolicy } from '../relay-policy/index.js';
import { PolicyState, PublicState, RelayHealth } from './directory.dto.js';
import { LeaseList } from './lease-list.js';

@ApiTags('Relay')
@Envelope()
@Controller('api')
export class StateController {
  constructor(
    private readonly list: LeaseList,
    private readonly policy: RelayPolicy,
  ) {}

  /** Ask whether the relay's API answers */
  @Get('healthz')
  @Public()
  @Rate('none')
  @Reply(RelayHealth)
  health(): RelayHealth {
    return { status: 'ok' };
  }

  /** List what is published */
  @Get('state')
  @Public()
  @Rate('none')
  @Reply(PublicState)
  async state(): Promise<PublicState> {
    return { leases: await this.list.listed() };
  }

  /** Get the policy of the relay and all leases */
  @Get('policy/state')
  @RelayAdmin()
  @Reply(PolicyState)
  async policyState(): Promise<PolicyState> {
    return { policy: this.policy.settings(), leases: await this.list.administered() };
  }
}
