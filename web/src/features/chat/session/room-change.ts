import type { ChatMessage, ChatServerFrame, FrameOf } from '#libs/contracts';
import { withTally } from './poll-votes.js';
import { withReaction } from './reactions.js';
import type { RoomStore } from './room-store.js';

/** What a frame does to the messages of one room, and how the room is found. */
export interface RoomChange {
  channel?: string;
  conversationId?: number;
  messageId?: number;
  pollId?: number;
  seq?: number;
  /** Of the first change, where the frame stands for several. */
  firstSeq?: number;
  /** A message that was just written. */
  posted?: ChatMessage;
  /** The message that is about to go. */
  deleted?: number;
  apply: (room: RoomStore, me: number) => void;
}

/** Undefined for frames that do not change messages. */
export const roomChangeOf = (frame: ChatServerFrame): RoomChange | undefined => {
  switch (frame.type) {
    case 'message': {
      const { type: _, channel, ...posted } = frame;
      return { channel, ...newMessage(posted) };
    }
    case 'poll_created':
      return { channel: frame.channel, ...newMessage({ ...frame.message, poll: frame.poll }) };
    case 'dm_message': {
      const { type: _, conversation_id: conversationId, ...posted } = frame;
      return { conversationId, ...newMessage(posted) };
    }
    case 'message_deleted':
    case 'dm_message_deleted':
      return { ...about(frame), deleted: frame.message_id, apply: (room) => room.remove(frame.message_id) };
    case 'message_edited':
    case 'dm_message_edited':
      return { ...about(frame), apply: (room) => room.change(frame.message_id, (message) => edited(message, frame)) };
    case 'reaction_update':
    case 'dm_reaction_update':
      return {
        ...about(frame),
        apply: (room) => room.change(frame.message_id, (message) => withReaction(message, frame)),
      };
    case 'message_pinned':
      return { ...about(frame), apply: (room) => pin(room, frame) };
    case 'message_unpinned':
      return { ...about(frame), apply: (room) => unpin(room, frame.message_id) };
    case 'poll_updated':
      return {
        pollId: frame.poll_id,
        seq: frame.seq,
        apply: (room, me) => room.changePoll(frame.poll_id, (poll) => withTally(poll, frame, me)),
      };
    case 'poll_closed':
      return {
        pollId: frame.poll_id,
        seq: frame.seq,
        apply: (room) => room.changePoll(frame.poll_id, (poll) => ({ ...poll, closed: true })),
      };
    case 'skipped': {
      const { channel, conversation_id: conversationId, from_seq: firstSeq, seq } = frame;
      return { channel, conversationId, firstSeq, seq, apply: () => undefined };
    }
    default:
      return undefined;
  }
};

const newMessage = (posted: ChatMessage): Pick<RoomChange, 'posted' | 'seq' | 'apply'> => ({
  posted,
  seq: posted.seq,
  apply: (room) => room.arrive(posted),
});

const about = (frame: { message_id: number; conversation_id?: number; channel?: string; seq?: number }) => ({
  channel: frame.channel,
  conversationId: frame.conversation_id,
  messageId: frame.message_id,
  seq: frame.seq,
});

const edited = (
  message: ChatMessage,
  { new_text, edited_at, mentions }: { new_text: string; edited_at: string; mentions?: number[] },
): ChatMessage => ({ ...message, message: new_text, edited_at, ...(mentions && { mentions }) });

const pin = (room: RoomStore, { message_id, pinned_by }: FrameOf<ChatServerFrame, 'message_pinned'>): void => {
  const message = room.window.get(message_id);
  room.change(message_id, (one) => ({ ...one, pinned: true }));
  if (!message || room.pins.some(({ id }) => id === message_id)) return;
  const { id, username, message: text } = message;
  room.pins = [{ id, username, message: text, pinned_by, pinned_at: new Date().toISOString() }, ...room.pins];
};

const unpin = (room: RoomStore, messageId: number): void => {
  room.pins = room.pins.filter(({ id }) => id !== messageId);
  room.change(messageId, (message) => ({ ...message, pinned: false }));
};
