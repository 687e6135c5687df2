/** Rows that mean nothing any more: a table and which of its rows. Data that people put in has its own retention. */
export interface Sweep {
  table: string;
  condition: string;
}

export const SWEEPS: readonly Sweep[] = [
  { table: 'outbox', condition: `delivered_at < now() - interval '1 day'` },
  { table: 'sessions', condition: `expires_at < now()` },
  { table: 'ws_tickets', condition: `expires_at < now()` },
  { table: 'auth_challenges', condition: `expires_at < now()` },
  { table: 'link_previews', condition: `expires_at < now()` },
  { table: 'stream_shares', condition: `expires_at < now()` },
  {
    table: 'rtmp_tokens',
    condition: `expires_at < now() - interval '1 hour' AND NOT EXISTS (
      SELECT 1 FROM stream_sessions s WHERE s.id = session_id AND s.state <> 'ended')`,
  },
  {
    table: 'recording_chunks',
    condition: `state <> 'recorded' AND COALESCE(stored_at, created_at) < now() - interval '30 days'`,
  },
  { table: 'vod_clips', condition: `created_at < now() - interval '30 days'` },
  { table: 'registrations', condition: `registered_at < now() - interval '1 day'` },
];

/** A delete never holds more rows than this in one transaction. */
export const SWEEP_BATCH = 1_000;
