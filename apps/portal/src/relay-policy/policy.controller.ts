import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RELAY_LIMITS } from '#libs/relay-protocol';
import type { Principal } from '../auth/index.js';
import { MaybeCaller, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { TakesJson } from '../boundary/json-bodies.js';
import { IdentityPoliciesService } from './identity-policies.service.js';
import { IpPolicyChange, LeasePolicyChange, RelayPolicyChange, RelayPolicySettings } from './policy.dto.js';
import { PolicySettingsService } from './policy-settings.service.js';
import { RelayAdmin } from './relay-admin.guard.js';
import { RelayPolicy } from './relay-policy.js';

@ApiTags('Relay')
@Envelope()
@RelayAdmin()
@TakesJson(RELAY_LIMITS.body.admin)
@Controller('api/policy')
export class PolicyController {
  constructor(
    private readonly policy: RelayPolicy,
    private readonly settings: PolicySettingsService,
    private readonly identities: IdentityPoliciesService,
  ) {}

  /** Get the policy of the relay as it takes effect */
  @Get()
  @Reply(RelayPolicySettings)
  get(): RelayPolicySettings {
    return this.policy.settings();
  }

  /** Replace the policy of the relay */
  @Post()
  @Reply(RelayPolicySettings)
  async replace(
    @MaybeCaller() caller: Principal | null,
    @Body() body: RelayPolicyChange,
  ): Promise<RelayPolicySettings> {
    await this.settings.replace(caller, body);
    return this.policy.settings();
  }

  /** Approve, deny, ban or slow down an identity */
  @Post('leases')
  @HttpCode(200)
  async decide(@MaybeCaller() caller: Principal | null, @Body() body: LeasePolicyChange): Promise<object> {
    await this.identities.decide(caller, body);
    return {};
  }

  /** Ban an address, or lift its ban */
  @Post('ips')
  @HttpCode(200)
  async decideIp(@MaybeCaller() caller: Principal | null, @Body() body: IpPolicyChange): Promise<object> {
    await this.identities.decideIp(caller, body);
    return {};
  }
}
