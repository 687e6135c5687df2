import { defineEvent } from '#libs/events';

/** Somebody asked to end a session that another process holds. */
export const SessionCloseRequested = defineEvent<{ id: string }>('connections.session_close_requested');
