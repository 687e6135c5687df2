import { type AreaScope, DomainError, hasAccess, hasScope, type Role, roleAtLeast } from '#libs/contracts';
import type { Profile } from '../users/profile.js';

/** How the caller proved who it is. `id` names the row whose revocation ends everything opened with it. */
export type Credential =
  | { kind: 'session'; id: string; cookie: boolean }
  | { kind: 'api-key'; id: number }
  /** A WebSocket ticket stands for the credential that asked for it. */
  | { kind: 'ticket'; of: { kind: 'session'; id: string } | { kind: 'api-key'; id: number } };

/** Whoever calls. */
export interface Principal {
  userId: number;
  username: string;
  role: Role;
  /** What the credential grants: `['*']` for a session, narrowed by the user's own `access:` scopes for services. */
  scopes: readonly string[];
  /** The user's own access scopes; a key never exceeds them. */
  userScopes: readonly string[];
  /** As read with the credential: right for the request at hand, old for whoever keeps the principal. */
  profile: Profile;
  credential: Credential;
}

/** @throws DomainError access.denied (role), access.scope (key) */
export const requireAccess = (principal: Principal, scope: AreaScope, role: Role = 'user'): void => {
  if (!roleAtLeast(principal.role, role)) throw new DomainError('access.denied');
  if (!hasScope(principal.scopes, scope)) throw new DomainError('access.scope', { details: { scope } });
};

/** Whether both the user and the credential may open this plugin or service. */
export const mayOpen = (principal: Principal, plugin: string, serviceId?: number): boolean =>
  (principal.role === 'admin' || hasAccess(principal.userScopes, plugin, serviceId)) &&
  hasAccess(principal.scopes, plugin, serviceId);

/** The row a live session hangs on: revoking it closes the session. */
export const credentialKey = ({ credential }: Principal): string => {
  const origin = credential.kind === 'ticket' ? credential.of : credential;
  return `${origin.kind}:${origin.id}`;
};

/** Whether the credential went with this revocation: one by its key, or all of a user's sessions but one. */
export const isRevoked = (
  principal: Principal,
  revoked: { user_id: number; credential: string | null; except: string | null },
): boolean => {
  const key = credentialKey(principal);
  if (revoked.credential !== null) return key === revoked.credential;
  return principal.userId === revoked.user_id && key.startsWith('session:') && key !== revoked.except;
};
