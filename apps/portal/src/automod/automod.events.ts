import { defineEvent } from '#libs/events';

/** Every process reads the rules again. */
export const AutomodRulesChanged = defineEvent<{ id: number }>('automod.rules_changed');
