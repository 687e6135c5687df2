export { normalizeIp } from './normalize-ip.js';
export { PolicySnapshotModule } from './policy-snapshot.module.js';
export { type IdentityStanding, RelayPolicy } from './relay-policy.js';
