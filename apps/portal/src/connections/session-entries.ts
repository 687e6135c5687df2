import type { Principal } from '../auth/principal.js';
import type { ConnectionPlugin, HostKeyStore, StoredKey, Target } from './connection-plugin.js';

/** A service or a connection as a session opens it. */
export interface SessionEntry extends Target {
  plugin: ConnectionPlugin;
  origin: 'service' | 'connection';
  id: string;
  name: string;
  /** The params without their secret fields. */
  config: object;
  /** Unseals one secret field. */
  secret(field: string): Promise<string | undefined>;
  /** A portal key of the connection's owner; for a service, of the caller. */
  storedKey(id: number): Promise<StoredKey | undefined>;
  hostKeys: HostKeyStore;
}

/** Finds what a WebSocket path names and checks that the caller may open it. Bound by the stores of both kinds. */
export abstract class SessionEntries {
  /**
   * Enabled, of this plugin and within the caller's scopes.
   * @throws DomainError service.not_found for everything else
   */
  abstract getService(caller: Principal, plugin: string, id: number): Promise<SessionEntry>;

  /** @throws DomainError connection.not_found, also for somebody else's; access.scope */
  abstract getConnection(caller: Principal, id: string): Promise<SessionEntry>;
}
