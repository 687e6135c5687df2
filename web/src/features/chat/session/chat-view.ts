import type {
  ChannelState,
  ChatAvatar,
  ChatMessage,
  ChatUser,
  Conversation,
  ErrorCode,
  PinnedMessage,
  Role,
  SanctionState,
} from '#libs/contracts';
import type { ApiError } from '../../../shared/api/api-error.js';
import type { FrameSocketState } from '../../../shared/frame-socket.js';

/** What the views read. Every value keeps its identity until it changes, so that rows can be memoised. */
export interface ChatView {
  connection: FrameSocketState;
  /** Channels and conversations are known, though perhaps not by now. */
  isReady: boolean;
  /** By name. */
  channels: readonly ChannelState[];
  /** By last activity, newest first. */
  conversations: readonly Conversation[];
  blocked: ReadonlySet<number>;
  people: ReadonlyMap<number, Person>;
  /** Unread direct messages and mentions: what asks for attention outside the chat. */
  attention: number;
}

/** What is known of somebody who was seen anywhere. */
export interface Person {
  user_id: number;
  username: string;
  nickname: string | null;
  role: Role;
  avatar: ChatAvatar | null;
  status?: string;
  status_message?: string | null;
}

export type RoomKind = 'channel' | 'dm';

/** One channel or conversation. Rooms of both kinds share one set of ids. */
export interface RoomView {
  id: number;
  kind: RoomKind;
  isLoaded: boolean;
  /** Ascending by id, without gaps between the first and the last. */
  messages: readonly ChatMessage[];
  /** Own messages on their way, in the order they were written. */
  outgoing: readonly Outgoing[];
  hasOlder: boolean;
  /** The window ends before the newest message, after a jump into the past. */
  hasNewer: boolean;
  loading: PageKind | undefined;
  /** Why the room cannot be shown. */
  refused: ApiError['code'] | undefined;
  /** What keeps this person from writing here, or from being here. */
  sanction: SanctionState | undefined;
  mayPost: boolean;
  mayModerate: boolean;
  /** In the channel now; empty for conversations. */
  users: readonly ChatUser[];
  pins: readonly PinnedMessage[];
  typing: readonly Typist[];
  unread: number;
  mentions: number;
  lastReadId: number;
  lastMessageId: number;
  /** The last message read when the room was opened: the divider stands below it. 0 without unread ones. */
  dividerId: number;
}

export type PageKind = 'older' | 'newer' | 'around' | 'latest';

export interface Typist {
  userId: number;
  name: string;
}

/** A message that is not stored yet, or could not be. */
export interface Outgoing extends NewMessage {
  nonce: string;
  roomId: number;
  created_at: string;
  /** `sent`: stored, and about to come back as a message. */
  state: 'queued' | 'sending' | 'sent' | 'failed';
  /** Once it is stored. */
  id?: number;
  /** Why it failed. */
  code?: ErrorCode;
}

export interface NewMessage {
  text: string;
  replyTo?: { id: number; username: string; message: string };
  imageUrl?: string;
}

export interface NewPoll {
  question: string;
  options: string[];
  allow_multiple: boolean;
  anonymous_votes: boolean;
  /** Minutes; without it the poll stays open. */
  duration?: number;
}
