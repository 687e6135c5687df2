import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Message } from '../chat/index.js';

/** What can be found of a message: keyed tokens, no text. Written with the message, gone with it. */
@Entity('search_entries')
@Index('search_entries_terms', { synchronize: false })
export class SearchEntry {
  @ForeignKey(() => Message, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'message_id', type: 'bigint' })
  messageId: string;

  @Column({ name: 'room_id', type: 'integer' })
  roomId: number;

  /** Keyed tokens, and facets below zero (`search_entries_terms` is a GIN index of them). */
  @Column({ type: 'integer', array: true })
  terms: number[];
}
