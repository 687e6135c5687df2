import type { Keyring } from '#libs/crypto';

/** Roles whose processes are nodes: each has its table, its secret and its name in the log. */
export type NodeRole = 'media' | 'relay';

/** What the processes of an installation show each other at the inner faces of a role. */
export const nodeSecret = (keyring: Keyring, role: NodeRole): string =>
  keyring.derive(`${role}-nodes`).toString('base64url');
