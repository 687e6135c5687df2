import type { Keyring } from '#libs/crypto';

/** What the processes of an installation show each other at the relays' inner faces. */
export const relaySecret = (keyring: Keyring): string => keyring.derive('relay-nodes').toString('base64url');
