export { AuthModule } from './auth.module.js';
export { type AuthenticateOptions, Authenticator } from './authenticator.js';
export { type CredentialSource, SESSION_COOKIE } from './presented-credential.js';
export { type Credential, credentialKey, mayOpen, type Principal, requireAccess } from './principal.js';
export { requireSameOrigin } from './same-origin.js';
