import { defineEvent } from '#libs/events';
import type { RoomKind } from './rooms/room.entity.js';

/** Somebody should hear of a message. Says who, never what: events are stored as they are. */
export interface MessagePostedEvent {
  message_id: number;
  room_id: number;
  room_kind: RoomKind;
  /** Null for webhooks. */
  user_id: number | null;
  anonymous: boolean;
  /** Users named in the text. */
  mentions: number[];
  mentions_here: boolean;
  /** Whose message this answers. */
  reply_to_user: number | null;
  /** Of a conversation. */
  participants: number[];
}

export const MessagePosted = defineEvent<MessagePostedEvent>('chat.message_posted');

export interface RoomChangedEvent {
  id: number;
  kind: RoomKind;
  change: 'created' | 'changed' | 'members' | 'deleted';
  /** Of a channel that was renamed or deleted. */
  old_name: string | null;
  /** Whoever left or was removed. */
  left: number | null;
}

/** What a room is, or who belongs to it. */
export const RoomChanged = defineEvent<RoomChangedEvent>('chat.room_changed');
