import { defineEvent } from '#libs/events';
import type { SanctionKind } from './sanction.entity.js';

/** `room_id` is null for all rooms, `until` (ISO 8601) null for as long as nobody lifts it. */
export interface SanctionImposition {
  user_id: number;
  room_id: number | null;
  kind: SanctionKind;
  until: string | null;
}

/** Chat tells the user's sockets, and closes the rooms somebody is banned from. */
export const SanctionImposed = defineEvent<SanctionImposition>('moderation.sanction_imposed');

/** Lifted by a moderator; one that ends by itself is no event. */
export const SanctionLifted = defineEvent<Omit<SanctionImposition, 'until'>>('moderation.sanction_lifted');
