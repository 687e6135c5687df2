export { IdentityPoliciesService } from './identity-policies.service.js';
export { normalizeIp } from './normalize-ip.js';
export { RelayPolicyChange, RelayPolicySettings } from './policy.dto.js';
export { PolicyDecisionsController } from './policy-decisions.controller.js';
export { PolicySettingsService } from './policy-settings.service.js';
export { PolicySnapshotModule } from './policy-snapshot.module.js';
export { RelayAdmin } from './relay-admin.guard.js';
export { type IdentityStanding, RelayPolicy } from './relay-policy.js';
export { RelayPolicyModule } from './relay-policy.module.js';
