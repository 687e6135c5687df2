import { Body, Controller, Get, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RELAY_LIMITS } from '#libs/relay-protocol';
import type { Principal } from '../auth/index.js';
import { MaybeCaller, Reply } from '../boundary/access.js';
import { Envelope } from '../boundary/envelope.js';
import { TakesJson } from '../boundary/json-bodies.js';
import {
  IdentityPoliciesService,
  PolicyDecisionsController,
  PolicySettingsService,
  RelayAdmin,
  RelayPolicy,
} from '../relay-policy/index.js';
import { UiPolicyChange, UiPolicySettings, UiPolicyState } from './directory.dto.js';
import { LeaseList } from './lease-list.js';
import { RelayPresence } from './relay-presence.js';

/** The policy as its page edits it: with the landing page, and what is left out stays. */
@ApiTags('Relay')
@Envelope()
@RelayAdmin()
@TakesJson(RELAY_LIMITS.body.admin)
@Controller('ui/policy')
export class UiPolicyController extends PolicyDecisionsController {
  constructor(
    private readonly policy: RelayPolicy,
    private readonly settings: PolicySettingsService,
    identities: IdentityPoliciesService,
    private readonly list: LeaseList,
    private readonly presence: RelayPresence,
  ) {
    super(identities);
  }

  /** Get the policy of the relay as it takes effect */
  @Get()
  @Reply(UiPolicySettings)
  get(): UiPolicySettings {
    return { ...this.policy.settings(), landing_page_enabled: this.policy.hasLandingPage };
  }

  /** Get the policy of the relay, all leases, and what was decided of those without one */
  @Get('state')
  @Reply(UiPolicyState)
  async state(): Promise<UiPolicyState> {
    const [leases, relay] = await Promise.all([this.list.administered(), this.presence.facts()]);
    const decisions = this.policy.decisions().map(({ identityKey, isApproved, isBanned, isDenied, bps }) => ({
      identity_key: identityKey,
      is_approved: isApproved,
      is_banned: isBanned,
      is_denied: isDenied,
      bps,
    }));
    return { policy: this.get(), relay, leases, decisions, banned_ips: this.policy.bannedIps() };
  }

  /** Change the policy of the relay */
  @Post()
  @Reply(UiPolicySettings)
  async amend(@MaybeCaller() caller: Principal | null, @Body() body: UiPolicyChange): Promise<UiPolicySettings> {
    await this.settings.amend(caller, body);
    return this.get();
  }
}
