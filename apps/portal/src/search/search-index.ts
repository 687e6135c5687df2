import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { Keyring } from '#libs/crypto';
import type { Log } from '#libs/telemetry';
import { LOG } from '../boundary/log.js';
import { type IndexedMessage, MessageIndex } from '../chat/index.js';
import { FACETS_SQL } from './facets.js';
import { MessageTerms } from './message-terms.js';

const WRITE = `
  INSERT INTO search_entries (message_id, room_id, terms)
  SELECT m.id, m.room_id, ${FACETS_SQL} || x.terms::integer[]
    FROM unnest($1::bigint[], $2::text[]) AS x (id, terms) JOIN messages m ON m.id = x.id
      ON CONFLICT (message_id) DO UPDATE SET terms = EXCLUDED.terms`;

/**
 * New entries are put aside by PostgreSQL and sorted into the index later, many at once. It is done here after so many
 * messages, so that no sender has to wait for it and no search has to read many that are put aside.
 */
const SORT_IN_EVERY = 256;

/** Keeps what messages can be found by, in the transaction that stores them. */
@Injectable()
export class SearchIndex extends MessageIndex {
  readonly terms: MessageTerms;
  private putAside = 0;
  private isSorting = false;

  constructor(
    private readonly dataSource: DataSource,
    keyring: Keyring,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
    this.terms = new MessageTerms(keyring.derive('search-terms'));
  }

  async add(tx: EntityManager, messages: readonly IndexedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const terms = messages.map(({ text }) => `{${this.terms.ofText(text).join(',')}}`);
    await tx.query(WRITE, [messages.map(({ messageId }) => messageId), terms]);
    this.putAside += messages.length;
    if (this.putAside >= SORT_IN_EVERY && !this.isSorting) void this.sortIn();
  }

  replace(tx: EntityManager, message: IndexedMessage): Promise<void> {
    return this.add(tx, [message]);
  }

  async remove(tx: EntityManager, messageIds: readonly number[]): Promise<void> {
    await tx.query('DELETE FROM search_entries WHERE message_id = ANY($1::bigint[])', [messageIds]);
  }

  private async sortIn(): Promise<void> {
    this.putAside = 0;
    this.isSorting = true;
    try {
      await this.dataSource.query(`SELECT gin_clean_pending_list('search_entries_terms')`);
    } catch (err) {
      // Searches are right without it, and inserts do it themselves in the end.
      this.log.warn({ scope: 'search', err }, 'could not tidy the index');
    } finally {
      this.isSorting = false;
    }
  }
}
