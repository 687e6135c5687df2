import { Column, Entity, ForeignKey, Index, PrimaryColumn } from 'typeorm';
import { Message } from '../chat/messages/message.entity.js';

/** What can be found of a message: keyed tokens, no text. Written with the message, gone with it. */
@Entity('search_entries')
@Index('search_entries_terms', { synchronize: false })
@Index('search_entries_room', ['roomId', 'messageId'])
export class SearchEntry {
  @ForeignKey(() => Message, { onDelete: 'CASCADE' })
  @PrimaryColumn({ name: 'message_id', type: 'bigint' })
  messageId: string;

  @Column({ name: 'room_id', type: 'integer' })
  roomId: number;

  /** Keyed tokens of 32 bits (`search_entries_terms` is a GIN index of them). */
  @Column({ type: 'integer', array: true })
  terms: number[];
}
