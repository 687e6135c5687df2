import type { ChatClientFrame } from '#libs/contracts';
import type { Outgoing } from './chat-view.js';
import type { RoomStore } from './room-store.js';

/** Frames about a room, of the channel's kind when it has a name and of the conversation's otherwise. */

/** Asks for what is not known here yet. */
export const enterFrame = ({ id, seq, window }: RoomStore, channel: string | undefined): ChatClientFrame => {
  const after = window.isLoaded && seq !== undefined ? { after_seq: seq } : undefined;
  if (channel !== undefined) return { type: 'join', channel, ...after };
  return after ? { type: 'sync', conversation_id: id, ...after } : { type: 'dm_open', conversation_id: id };
};

export const messageFrame = (
  { roomId, text, replyTo, imageUrl, nonce }: Outgoing,
  channel: string | undefined,
): ChatClientFrame => {
  const message = {
    message: text,
    nonce,
    ...(replyTo && { reply_to: replyTo.id }),
    ...(imageUrl !== undefined && { image_url: imageUrl }),
  };
  if (channel !== undefined) return { type: 'message', channel, ...message };
  return { type: 'dm_message', conversation_id: roomId, ...message };
};

export const typingFrame = ({ id }: RoomStore, channel: string | undefined): ChatClientFrame =>
  channel === undefined ? { type: 'dm_typing', conversation_id: id } : { type: 'typing', channel };

export const readFrame = ({ id, kind }: RoomStore, message_id: number): ChatClientFrame =>
  kind === 'channel' ? { type: 'mark_read', message_id } : { type: 'dm_mark_read', conversation_id: id, message_id };
