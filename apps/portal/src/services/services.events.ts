import { defineEvent } from '#libs/events';

/** A service was created or is another one now. Sessions of one that is no longer enabled must close. */
export const ServiceChanged = defineEvent<{ id: number; enabled: boolean }>('services.service_changed');

/** The row and its pins are gone: what it has open must close. */
export const ServiceDeleted = defineEvent<{ id: number }>('services.service_deleted');
