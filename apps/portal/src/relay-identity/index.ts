export { RelayIdentity } from './relay-identity.js';
export { RelayIdentityModule } from './relay-identity.module.js';
