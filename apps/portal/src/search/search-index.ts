import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Keyring } from '#libs/crypto';
import { PreparedStatement } from '#libs/database';
import { type IndexedMessage, MessageIndex } from '../chat/index.js';
import { FACETS_SQL } from './facets.js';
import { MessageTerms } from './message-terms.js';

const WRITE = new PreparedStatement(
  'search_write',
  `
  INSERT INTO search_entries (message_id, room_id, terms)
  SELECT m.id, m.room_id, ${FACETS_SQL} || x.terms::integer[]
    FROM unnest($1::bigint[], $2::text[]) AS x (id, terms) JOIN messages m ON m.id = x.id
      ON CONFLICT (message_id) DO UPDATE SET terms = EXCLUDED.terms`,
);

/** Keeps what messages can be found by, in the transaction that stores them. */
@Injectable()
export class SearchIndex extends MessageIndex {
  readonly terms: MessageTerms;

  constructor(keyring: Keyring) {
    super();
    this.terms = new MessageTerms(keyring.derive('search-terms'));
  }

  async add(tx: EntityManager, messages: readonly IndexedMessage[]): Promise<void> {
    if (messages.length === 0) return;
    const terms = messages.map(({ text }) => `{${this.terms.ofText(text).join(',')}}`);
    await WRITE.run(tx, [messages.map(({ messageId }) => messageId), terms]);
  }

  replace(tx: EntityManager, message: IndexedMessage): Promise<void> {
    return this.add(tx, [message]);
  }

  async remove(tx: EntityManager, messageIds: readonly number[]): Promise<void> {
    await tx.query('DELETE FROM search_entries WHERE message_id = ANY($1::bigint[])', [messageIds]);
  }
}
