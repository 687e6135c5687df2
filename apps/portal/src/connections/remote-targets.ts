import type { Scope } from '#libs/net-guard';
import type { Principal } from '../auth/principal.js';
import type { ConnectionPlugin, EntryContext, HostKeyStore } from './connection-plugin.js';

/** An entry its caller may open: what a plugin may know of it, and whom it belongs to. */
export interface RemoteTarget extends Omit<EntryContext, 'user' | 'secret' | 'signal' | 'log'> {
  plugin: ConnectionPlugin;
  /** Which rules of the network policy its dials obey. */
  scope: Scope;
  /** Null for services. */
  ownerId: number | null;
  /** Unseals one secret field; undefined when it is not set. */
  secret(field: string): Promise<string | undefined>;
  hostKeys: HostKeyStore;
  /** Notes that a session was opened now. */
  markUsed(): Promise<void>;
}

/**
 * Finds what a road is asked to open. Owner, enabled and scope are checked here; secrets are opened when a plugin
 * asks for them. Bound in `roles/`, because services build on connections and not the other way round.
 */
export abstract class RemoteTargets {
  /** @throws DomainError connection.not_found, access.scope */
  abstract forConnection(caller: Principal, id: string): Promise<RemoteTarget>;

  /** `plugin` as in the path. @throws DomainError service.not_found */
  abstract forService(caller: Principal, plugin: string, id: number): Promise<RemoteTarget>;
}
