import type { ChatView } from './session/chat-view.js';

/** The next room as the left pane lists them, from its end to its start again; only unread ones if `isUnread`. */
export const stepRoom = (
  { channels, conversations }: Pick<ChatView, 'channels' | 'conversations'>,
  from: number | undefined,
  by: 1 | -1,
  isUnread: boolean,
): number | undefined => {
  const rooms = [...channels, ...conversations].filter(
    ({ id, unread_count }) => id === from || !isUnread || unread_count > 0,
  );
  const at = rooms.findIndex(({ id }) => id === from);
  const next = rooms.at(at < 0 ? 0 : (at + by) % rooms.length)?.id;
  return next === from ? undefined : next;
};
