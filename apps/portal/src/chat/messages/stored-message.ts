/** A message with everything about it, as the tables have it: for nobody's eyes yet (`presentMessage`). */
export interface StoredMessage {
  id: number;
  roomId: number;
  seq: number;
  rev: number;
  userId: number | null;
  senderName: string | null;
  anonymous: boolean;
  /** Null once deleted. */
  text: string | null;
  imageUrl: string | null;
  replyTo: number | null;
  /** Of the message answered, if it is still there. */
  parent: StoredParent | null;
  mentions: number[];
  mentionsHere: boolean;
  pinnedAt: Date | null;
  pinnedBy: number | null;
  editedAt: Date | null;
  deletedAt: Date | null;
  deletedBy: number | null;
  nonce: string | null;
  createdAt: Date;
  reactions: { emoji: string; userIds: number[] }[];
  poll: StoredPoll | null;
}

export interface StoredParent {
  id: number;
  userId: number | null;
  senderName: string | null;
  anonymous: boolean;
  text: string;
}

export interface StoredPoll {
  id: number;
  question: string;
  options: string[];
  allowMultiple: boolean;
  anonymousVotes: boolean;
  closesAt: Date | null;
  closedAt: Date | null;
  createdBy: number | null;
  /** Voters by option index. */
  votes: Map<number, number[]>;
}

/** What of a room's texts is sealed for. */
export const bodyAt = (messageId: number) => ({ table: 'messages', column: 'body', row: messageId });
export const pollAt = (messageId: number) => ({ table: 'polls', column: 'content', row: messageId });
export const draftAt = (roomId: number, userId: number) => ({
  table: 'drafts',
  column: 'body',
  row: `${roomId}:${userId}`,
});
