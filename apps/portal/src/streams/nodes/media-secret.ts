import type { Keyring } from '#libs/crypto';

/** What the processes of an installation show each other at the media nodes' inner faces. */
export const mediaSecret = (keyring: Keyring): string => keyring.derive('media-nodes').toString('base64url');
