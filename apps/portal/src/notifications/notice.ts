/** What somebody should know of, in words for that person. */
export interface Notice {
  userId: number;
  type: NoticeType;
  title: string;
  message: string;
  /** A page of the portal, as a path. */
  link?: string;
  /** The same is told once, however often it is told. */
  cause?: string;
  /** Where it was said: it goes with the room, and its words are shown as long as the message is there. */
  said?: { roomId: number; messageId: number };
}

export type NoticeType = 'mention' | 'reply' | 'dm' | 'security' | 'stream_live' | 'recording';

/** What of a notice is sealed. */
export interface NoticeContent {
  title: string;
  message: string;
  link: string | null;
}

export const contentAt = (row: number) => ({ table: 'notifications', column: 'content', row });
