import type { EntityManager } from 'typeorm';

export interface IndexedMessage {
  messageId: number;
  roomId: number;
  text: string;
}

/** What finds messages again: told of every text in the transaction that stores it. Bound in roles/. */
export abstract class MessageIndex {
  abstract add(tx: EntityManager, messages: readonly IndexedMessage[]): Promise<void>;
  /** The text was edited. */
  abstract replace(tx: EntityManager, message: IndexedMessage): Promise<void>;
  abstract remove(tx: EntityManager, messageIds: readonly number[]): Promise<void>;
}
