import type { ChatMessage } from '#libs/contracts';

export const hasReacted = ({ reactions }: ChatMessage, emoji: string, userId: number): boolean =>
  reactions?.find((one) => one.emoji === emoji)?.user_ids.includes(userId) === true;

/** Doing the same twice changes nothing the second time. */
export const withReaction = (
  message: ChatMessage,
  { emoji, user_id, action }: { emoji: string; user_id: number; action: 'add' | 'remove' },
): ChatMessage => {
  const reactions = message.reactions ?? [];
  const found = reactions.find((reaction) => reaction.emoji === emoji);
  const others = (found?.user_ids ?? []).filter((id) => id !== user_id);
  const user_ids = action === 'add' ? [...others, user_id] : others;
  const next = { emoji, user_ids, count: user_ids.length };
  const changed = found ? reactions.map((one) => (one === found ? next : one)) : [...reactions, next];
  return { ...message, reactions: changed.filter(({ count }) => count > 0) };
};
