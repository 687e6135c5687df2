import { Injectable } from '@nestjs/common';
import type { Pool, QueryResult } from 'pg';
import { DataSource } from 'typeorm';
import { poolOf } from '#libs/database';
import { type Profile, PROFILE_COLUMNS } from '../users/index.js';

/** A credential that stands, with its owner. */
export interface CredentialRow extends Profile {
  disabled: boolean;
  /** Null unless the credential is an API key, or a ticket of one. */
  keyScopes: string | null;
  /** Whether `last_used_at` is a minute old. */
  stale: boolean;
}

export type TicketRow = CredentialRow & ({ sessionId: string; keyId: null } | { sessionId: null; keyId: number });

const OWNER = `${PROFILE_COLUMNS}, u.disabled_at IS NOT NULL AS disabled`;
const isStale = (row: string): string =>
  `(${row}.last_used_at IS NULL OR ${row}.last_used_at < now() - interval '1 minute') AS stale`;

const SESSION = `
  SELECT ${OWNER}, NULL AS "keyScopes", ${isStale('s')}
  FROM sessions s JOIN users u ON u.id = s.user_id
  WHERE s.id = $1 AND s.expires_at > now()`;

const API_KEY = `
  SELECT k.id AS "keyId", ${OWNER}, k.scopes AS "keyScopes", ${isStale('k')}
  FROM api_keys k JOIN users u ON u.id = k.user_id
  WHERE k.key_hash = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())`;

/** Takes one of the ticket's uses; the session or key it stands for must still be good. */
const TICKET = `
  WITH taken AS (
    UPDATE ws_tickets SET uses_left = uses_left - 1
    WHERE hash = $1 AND uses_left > 0 AND expires_at > now()
    RETURNING user_id,
      CASE WHEN credential->>'kind' = 'session' THEN credential->>'id' END AS session_id,
      CASE WHEN credential->>'kind' = 'api-key' THEN (credential->>'id')::integer END AS key_id
  )
  SELECT s.id AS "sessionId", k.id AS "keyId", ${OWNER}, k.scopes AS "keyScopes", false AS stale
  FROM taken t
  JOIN users u ON u.id = t.user_id
  LEFT JOIN sessions s ON s.id = t.session_id AND s.expires_at > now()
  LEFT JOIN api_keys k ON k.id = t.key_id AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now())
  WHERE s.id IS NOT NULL OR k.id IS NOT NULL`;

/** Rows somebody else is changing are left alone: they are in use anyway, and nobody waits for anybody. */
const touched = (table: 'sessions' | 'api_keys'): string => `
  WITH used AS (
    UPDATE ${table} SET last_used_at = now()
     WHERE id IN (SELECT id FROM ${table} WHERE id = ANY($1) FOR UPDATE SKIP LOCKED) RETURNING user_id)
  UPDATE users SET last_seen_at = now()
   WHERE id IN (SELECT id FROM users WHERE id IN (SELECT user_id FROM used) FOR NO KEY UPDATE SKIP LOCKED)`;

/** Credentials that are touched by one statement. */
interface Lot {
  ids: (string | number)[];
  written: Promise<void>;
}

type Touched = { kind: 'session'; id: string } | { kind: 'api-key'; id: number };

/** The one query a request costs to know its caller: prepared, joined, past the ORM. */
@Injectable()
export class CredentialRows {
  private readonly pool: Pool;
  private readonly writing: Record<Touched['kind'], Promise<void>> = {
    session: Promise.resolve(),
    'api-key': Promise.resolve(),
  };
  private readonly next: { [K in Touched['kind']]?: Lot } = {};

  constructor(dataSource: DataSource) {
    this.pool = poolOf(dataSource);
  }

  findSession(id: string): Promise<CredentialRow | undefined> {
    return this.one('auth_session', SESSION, id);
  }

  findApiKey(hash: Buffer): Promise<(CredentialRow & { keyId: number }) | undefined> {
    return this.one('auth_api_key', API_KEY, hash);
  }

  takeTicket(hash: Buffer): Promise<TicketRow | undefined> {
    return this.one('auth_ticket', TICKET, hash);
  }

  /** Those that come while others are being written are written together: after a restart everybody comes at once. */
  async touch({ kind, id }: Touched): Promise<void> {
    const lot = (this.next[kind] ??= this.touchNext(kind));
    lot.ids.push(id);
    return lot.written;
  }

  private touchNext(kind: Touched['kind']): Lot {
    const ids: Touched['id'][] = [];
    const written = this.writing[kind].then(async () => {
      delete this.next[kind];
      await this.pool.query(touched(kind === 'session' ? 'sessions' : 'api_keys'), [ids]);
    });
    this.writing[kind] = written.catch(() => undefined);
    return { ids, written };
  }

  private async one<T extends CredentialRow>(name: string, text: string, value: unknown): Promise<T | undefined> {
    const { rows }: QueryResult<T> = await this.pool.query({ name, text, values: [value] });
    return rows[0];
  }
}
