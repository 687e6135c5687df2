import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RELAY_LIMITS } from '#libs/relay-protocol';
import type { Principal } from '../auth/index.js';
import { MaybeCaller, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { TakesJson } from '../boundary/json-bodies.js';
import { IdentityPoliciesService } from './identity-policies.service.js';
import { RelayPolicyChange, RelayPolicySettings } from './policy.dto.js';
import { PolicyDecisionsController } from './policy-decisions.controller.js';
import { PolicySettingsService } from './policy-settings.service.js';
import { RelayAdmin } from './relay-admin.guard.js';
import { RelayPolicy } from './relay-policy.js';

@ApiTags('Relay')
@Envelope()
@RelayAdmin()
@TakesJson(RELAY_LIMITS.body.admin)
@Controller('api/policy')
export class PolicyController extends PolicyDecisionsController {
  constructor(
    private readonly policy: RelayPolicy,
    private readonly settings: PolicySettingsService,
    identities: IdentityPoliciesService,
  ) {
    super(identities);
  }

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
}
