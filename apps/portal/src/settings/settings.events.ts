import { defineEvent } from '#libs/events';

export const SettingsChanged = defineEvent<{ keys: string[] }>('settings.changed');
