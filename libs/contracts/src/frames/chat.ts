import type { Role } from '../access.js';
import type { ErrorFrame } from './error.js';

/**
 * `/ws/chat`: channels, direct messages, polls and voice signalling of specification A, as JSON text messages.
 *
 * What A prints is unchanged. Added here, for clients that want it:
 * - `ref` on any client frame comes back in the `ack` or the `error`; without it there is no `ack`;
 * - `nonce` on what creates a message: the same nonce of the same author stores one message, however often it is sent;
 * - `seq` counts the changes of one room (a channel or a conversation) without gaps. A client that comes back sends the
 *   last one it has as `after_seq` with `join`, and gets what it missed as one `resumed` frame instead of `history`;
 *   `sync` does the same for a conversation. `complete: false` means that too much was missed: start from `history`;
 * - `skipped` stands for changes the receiver is not shown, as those of messages whose author it has blocked;
 * - `subscribe` turns on what a client with many rooms needs: `state`, `activity`, `profile`.
 *
 * A socket is in one channel at a time: `join` leaves the one before, and it is meant where a frame names none. Frames of conversations reach every socket of a
 * participant. Ids of channels and conversations are rooms' ids and never the same.
 */
export interface ChatAvatar {
  color: string | null;
  emoji: string | null;
  initials?: string | null;
}

/** Who wrote, as this receiver may know it. Of an anonymous author: `user_id` 0, username `Anonymous`, role `user`. */
export interface ChatAuthor {
  user_id: number;
  username: string;
  nickname: string | null;
  role: Role;
  anonymous: boolean;
  avatar: ChatAvatar | null;
}

export interface ReplyPreview {
  id: number;
  username: string;
  message: string;
}

export interface ReactionCount {
  emoji: string;
  count: number;
  user_ids: number[];
}

export interface PollState {
  id: number;
  question: string;
  options: string[];
  /** Votes by option index; options without a vote are absent. */
  votes: Record<string, number>;
  total_votes: number;
  allow_multiple: boolean;
  anonymous_votes: boolean;
  closed: boolean;
  closes_at: string | null;
  /** Voters by option index, unless votes are anonymous. */
  voters?: Record<string, number[]>;
  /** The receiver's own choice; only in frames to one receiver. */
  own_votes?: number[];
}

/** A message of either kind of room, without its frame's `type`. Absent optional fields are null or empty. */
export interface ChatMessage extends ChatAuthor {
  id: number;
  message: string;
  created_at: string;
  seq: number;
  edited_at?: string;
  image_url?: string;
  reply_to?: number;
  reply_preview?: ReplyPreview;
  reactions?: ReactionCount[];
  pinned?: boolean;
  poll?: PollState;
  /** Users named with `@name`; `here` for `@here`. */
  mentions?: number[];
  mentions_here?: boolean;
  /** Written by the receiver; only on anonymous messages, where `user_id` does not tell. */
  own?: boolean;
  /** Who an anonymous author is; only to moderators. */
  author?: { user_id: number; username: string };
  /** Posted by an incoming webhook under this name. */
  webhook?: boolean;
  nonce?: string;
}

export interface ChatUser extends ChatAuthor {
  status?: string;
  status_message?: string | null;
}

export interface PinnedMessage {
  id: number;
  username: string;
  message: string;
  pinned_by: number;
  pinned_at: string;
}

export interface ChannelState {
  id: number;
  name: string;
  description: string;
  visibility: 'public' | 'private';
  mode: 'open' | 'readonly';
  is_default: number;
  is_stream_channel: boolean;
  unread_count: number;
  mention_count: number;
  last_read_id: number;
  last_message_id: number;
}

export interface ConversationParticipant {
  user_id: number;
  username: string;
  nickname: string | null;
  role: Role;
  avatar: ChatAvatar | null;
}

export interface Conversation {
  id: number;
  type: 'direct' | 'group';
  name: string | null;
  participants: ConversationParticipant[];
  last_message: { message: string; username: string; created_at: string } | null;
  unread_count: number;
  last_read_id: number;
  last_message_id: number;
  muted: boolean;
  created_at: string;
}

/** Keeps its receiver from writing, or with a ban from entering; of all rooms where `room_id` is null. */
export interface SanctionState {
  kind: 'timeout' | 'mute' | 'ban';
  room_id: number | null;
  /** ISO 8601; null until a moderator lifts it. */
  until: string | null;
  reason: string;
}

interface Ref {
  ref?: string | number;
}

interface NewText {
  message?: string;
  reply_to?: number;
  image_url?: string;
  nonce?: string;
}

export type ChatClientFrame = Ref &
  (
    | { type: 'join'; channel: string; after_seq?: number }
    | ({ type: 'message'; channel?: string } & NewText)
    | { type: 'delete'; message_id: number }
    | { type: 'react'; message_id: number; emoji: string }
    | { type: 'edit_message'; message_id: number; message: string }
    | { type: 'pin_message'; message_id: number }
    | { type: 'unpin_message'; message_id: number }
    | { type: 'mark_read'; message_id: number }
    | { type: 'typing'; channel?: string }
    | { type: 'block_user'; user_id: number }
    | { type: 'unblock_user'; user_id: number }
    | {
        type: 'create_poll';
        channel?: string;
        question: string;
        options: string[];
        allow_multiple?: boolean;
        anonymous_votes?: boolean;
        /** Minutes. */
        duration?: number | null;
        nonce?: string;
      }
    | { type: 'vote_poll'; poll_id: number; option_index: number }
    | { type: 'close_poll'; poll_id: number }
    | { type: 'dm_open'; conversation_id: number }
    | { type: 'dm_create_group'; user_ids: number[]; name?: string | null }
    | ({ type: 'dm_message'; conversation_id: number } & NewText)
    | { type: 'dm_typing'; conversation_id: number }
    | { type: 'dm_delete'; conversation_id: number; message_id: number }
    | { type: 'dm_react'; conversation_id: number; message_id: number; emoji: string }
    | { type: 'dm_edit'; conversation_id: number; message_id: number; message: string }
    | { type: 'dm_mark_read'; conversation_id: number; message_id?: number }
    | {
        type: 'dm_history';
        conversation_id: number;
        before_id?: number;
        after_id?: number;
        around_id?: number;
        limit?: number;
      }
    | { type: 'voice_join'; room?: string }
    | { type: 'voice_leave' }
    | { type: 'voice_signal'; target_user_id: number; signal: unknown }
    | { type: 'voice_mute'; muted: boolean }
    | { type: 'voice_deafen'; deafened: boolean }
    | { type: 'voice_speaking'; speaking: boolean }
    | { type: 'leave' }
    /** A page of a channel's messages: before or after an id, or around one. */
    | {
        type: 'history';
        channel?: string;
        before_id?: number;
        after_id?: number;
        around_id?: number;
        limit?: number;
      }
    | { type: 'sync'; conversation_id: number; after_seq: number }
    /** What has been begun in a room (a channel or a conversation), kept for the user's other devices; empty: nothing. */
    | { type: 'draft'; room_id: number; message: string }
    | { type: 'subscribe' }
    | { type: 'ping' }
  );

/** What a client has missed of a room: new messages, what became of older ones, and ids that are gone. */
export interface Missed {
  seq: number;
  complete: boolean;
  messages: ChatMessage[];
  changed: ChatMessage[];
  deleted: number[];
}

export type ChatServerFrame =
  | ErrorFrame
  | { type: 'ack'; ref: string | number; id?: number; seq?: number; created_at?: string; duplicate?: boolean }
  | { type: 'pong'; ref?: string | number }
  | ({ type: 'channel_info'; topic: string; seq: number; may_post: boolean; may_moderate: boolean } & Omit<
      ChannelState,
      'unread_count' | 'mention_count'
    >)
  | ({
      type: 'history';
      channel: string;
      messages: ChatMessage[];
      has_more: boolean;
      has_newer: boolean;
      seq?: number;
    } & Ref)
  | ({ type: 'resumed'; channel?: string; conversation_id?: number } & Missed)
  /** The changes from `from_seq` to `seq` are not for this receiver: nothing is missing. */
  | { type: 'skipped'; channel?: string; conversation_id?: number; from_seq: number; seq: number }
  | ({ type: 'message'; channel: string } & ChatMessage)
  | ({ type: 'user_joined'; channel: string } & ChatUser)
  | { type: 'user_left'; channel: string; username: string; user_id: number }
  | { type: 'users'; channel: string; users: ChatUser[] }
  | { type: 'message_deleted'; message_id: number; deleted_by: number | null; channel?: string; seq?: number }
  | { type: 'channel_created'; channel: ChannelState }
  | { type: 'channel_renamed'; old_name: string; new_name: string; id: number }
  | { type: 'channel_deleted'; channel: string; id: number }
  | { type: 'channel_changed'; channel: ChannelState }
  | {
      type: 'reaction_update';
      message_id: number;
      emoji: string;
      user_id: number;
      username: string;
      action: 'add' | 'remove';
      seq?: number;
    }
  | {
      type: 'message_edited';
      message_id: number;
      new_text: string;
      edited_at: string;
      mentions?: number[];
      seq?: number;
    }
  | { type: 'message_pinned'; message_id: number; pinned_by: number; pinned_by_username: string; seq?: number }
  | { type: 'message_unpinned'; message_id: number; seq?: number }
  | { type: 'pinned_messages'; channel: string; messages: PinnedMessage[] }
  | { type: 'user_blocked' | 'user_unblocked'; user_id: number; username: string }
  | { type: 'poll_created'; channel: string; message: ChatMessage; poll: PollState; seq?: number }
  | ({ type: 'poll_updated'; poll_id: number; message_id?: number; seq?: number } & Pick<
      PollState,
      'votes' | 'total_votes' | 'voters' | 'own_votes'
    >)
  | { type: 'poll_closed'; poll_id: number; message_id?: number; seq?: number }
  | { type: 'typing'; channel: string; user_id: number; username: string; nickname: string | null }
  | { type: 'read'; channel?: string; conversation_id?: number; message_id: number }
  | {
      type: 'dm_conversation_opened';
      conversation: Conversation;
      messages?: ChatMessage[];
      has_more?: boolean;
      seq?: number;
    }
  | { type: 'dm_conversations_list'; conversations: Conversation[] }
  | { type: 'dm_conversation_changed'; conversation: Conversation }
  | { type: 'dm_conversation_left'; conversation_id: number }
  | ({ type: 'dm_message'; conversation_id: number } & ChatMessage)
  | { type: 'dm_typing'; conversation_id: number; user_id: number; username: string }
  | { type: 'dm_message_deleted'; conversation_id: number; message_id: number; seq?: number }
  | {
      type: 'dm_reaction_update';
      conversation_id: number;
      message_id: number;
      emoji: string;
      action: 'add' | 'remove';
      user_id: number;
      username: string;
      seq?: number;
    }
  | {
      type: 'dm_message_edited';
      conversation_id: number;
      message_id: number;
      new_text: string;
      edited_at: string;
      seq?: number;
    }
  | ({
      type: 'dm_history';
      conversation_id: number;
      messages: ChatMessage[];
      has_more: boolean;
      has_newer?: boolean;
      seq?: number;
    } & Ref)
  /** After `subscribe`: every channel the user may see, with its counts. */
  | {
      type: 'state';
      user_id: number;
      channels: ChannelState[];
      blocked: number[];
      drafts: { room_id: number; message: string }[];
      sanctions: SanctionState[];
    }
  /** After `subscribe`: all that hold the user back from now on; each ends by itself at its end. */
  | { type: 'sanctions'; sanctions: SanctionState[] }
  /** Begun on another device of the user. */
  | { type: 'draft'; room_id: number; message: string }
  /** After `subscribe`: a channel the socket is not in has new messages. */
  | {
      type: 'activity';
      channel_id: number;
      channel: string;
      last_message_id: number;
      count: number;
      mentioned: boolean;
    }
  /** After `subscribe`: somebody's name, avatar or status changed. */
  | { type: 'profile'; user: ConversationParticipant & { status: string; status_message: string | null } }
  | { type: 'voice_joined'; room: string; users: VoiceUser[] }
  | ({ type: 'voice_user_joined'; room: string } & VoiceUser)
  | { type: 'voice_user_left'; room: string; user_id: number }
  | { type: 'voice_left'; room: string }
  | { type: 'voice_signal'; room: string; from_user_id: number; signal: unknown }
  | ({ type: 'voice_state'; room: string } & VoiceUser)
  | { type: 'voice_speaking'; room: string; user_id: number; speaking: boolean };

export interface VoiceUser {
  user_id: number;
  username: string;
  nickname: string | null;
  muted: boolean;
  deafened: boolean;
}
