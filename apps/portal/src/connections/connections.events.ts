import { defineEvent } from '#libs/events';

/** A connection was created or is another one now; `rerouted` when sessions would go elsewhere or sign in otherwise. */
export const ConnectionChanged = defineEvent<{ id: string; user_id: number; rerouted: boolean }>(
  'connections.connection_changed',
);

/** The row and its pins are gone: what it has open must close. */
export const ConnectionDeleted = defineEvent<{ id: string; user_id: number }>('connections.connection_deleted');

export interface HostKeyPinnedPayload {
  owner_kind: 'connection' | 'service' | 'storage';
  owner_id: string;
  /** Whom to tell: the owner of the connection; null for services (administrators). */
  user_id: number | null;
  host: string;
  port: number;
  fingerprint: string;
  /** Nobody was asked. */
  first_use: boolean;
}

export const HostKeyPinned = defineEvent<HostKeyPinnedPayload>('connections.host_key_pinned');
