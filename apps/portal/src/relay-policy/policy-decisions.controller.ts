import { Body, HttpCode, Post } from '@nestjs/common';
import type { Principal } from '../auth/index.js';
import { MaybeCaller } from '../boundary/access.js';
import type { IdentityPoliciesService } from './identity-policies.service.js';
import { IpPolicyChange, LeasePolicyChange } from './policy.dto.js';

/** What is decided of single identities and addresses: the same below each address of the policy. */
export abstract class PolicyDecisionsController {
  protected constructor(private readonly identities: IdentityPoliciesService) {}

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
