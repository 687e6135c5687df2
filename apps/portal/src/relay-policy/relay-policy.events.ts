import { defineEvent } from '#libs/events';

/** What relays let through has changed: every process reads it again. */
export const RelayPolicyChanged = defineEvent('relay_policy.changed');
