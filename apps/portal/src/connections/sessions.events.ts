import { defineEvent } from '#libs/events';

export interface SessionPayload {
  id: string;
  user_id: number;
  origin: 'service' | 'connection';
  /** Of the service or the connection. */
  entry_id: string;
  ip: string;
}

/** A person reached the far side. */
export const SessionOpened = defineEvent<SessionPayload>('connections.session_opened');

/** `reason` as in the history. */
export const SessionEnded = defineEvent<SessionPayload & { reason: string }>('connections.session_ended');

/** Somebody asked to end a session that another process holds. */
export const SessionCloseRequested = defineEvent<{ id: string }>('connections.session_close_requested');
