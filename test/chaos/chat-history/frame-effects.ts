import type { ChatMessage, ChatServerFrame } from '#libs/contracts';
import type { RoomCopy } from './room-copy.js';

type Frame<T extends ChatServerFrame['type']> = Extract<ChatServerFrame, { type: T }>;

/** Of new messages, and of what they answer. */
export const signedTexts = (frame: ChatServerFrame): string[] => {
  if (frame.type === 'dm_message_edited') return [frame.new_text];
  const messages =
    frame.type === 'message' || frame.type === 'dm_message'
      ? [frame]
      : 'messages' in frame && frame.type !== 'pinned_messages'
        ? (frame.messages ?? [])
        : [];
  return messages.flatMap(({ anonymous, message, reply_preview: parent }) => [
    ...(anonymous ? [] : [message]),
    ...(parent && parent.username !== 'Anonymous' ? [parent.message] : []),
  ]);
};

/** What a frame does to a room. Undefined, or what is wrong. */
export const applyChange = (copy: RoomCopy, frame: ChatServerFrame): string | undefined => {
  switch (frame.type) {
    case 'message': {
      const { type: _, channel: __, ...message } = frame;
      return copy.add(message);
    }
    case 'poll_created':
      return copy.add({ ...frame.message, poll: frame.poll });
    case 'dm_message': {
      const { type: _, conversation_id: __, ...message } = frame;
      return copy.add(message);
    }
    case 'message_deleted':
    case 'dm_message_deleted':
      copy.messages.delete(frame.message_id);
      return undefined;
    case 'message_edited':
    case 'dm_message_edited': {
      const { message_id, new_text: message, edited_at } = frame;
      copy.change(message_id, (before) => ({ ...before, message, edited_at }));
      return undefined;
    }
    case 'reaction_update':
    case 'dm_reaction_update':
      copy.change(frame.message_id, (before) => reacted(before, frame));
      return undefined;
    case 'message_pinned':
    case 'message_unpinned':
      copy.change(frame.message_id, (before) => ({ ...before, pinned: frame.type === 'message_pinned' }));
      return undefined;
    case 'poll_updated':
      copy.changePoll(frame.message_id!, (poll) => ({ ...poll, votes: frame.votes, total_votes: frame.total_votes }));
      return undefined;
    case 'poll_closed':
      copy.changePoll(frame.message_id!, (poll) => ({ ...poll, closed: true }));
      return undefined;
    default:
      return undefined;
  }
};

const reacted = (
  message: ChatMessage,
  { emoji, user_id, action }: Frame<'reaction_update' | 'dm_reaction_update'>,
): ChatMessage => {
  const reactions = (message.reactions ?? []).map((one) => ({ ...one, user_ids: [...one.user_ids] }));
  const found = reactions.find((one) => one.emoji === emoji) ?? { emoji, count: 0, user_ids: [] };
  if (found.user_ids.length === 0) reactions.push(found);
  found.user_ids = found.user_ids.filter((id) => id !== user_id);
  if (action === 'add') found.user_ids.push(user_id);
  found.count = found.user_ids.length;
  return { ...message, reactions: reactions.filter(({ count }) => count > 0) };
};
