import { queryOptions } from '@tanstack/react-query';
import type { ChatMessage } from '#libs/contracts';
import { api, body } from '../../../shared/api/client.js';

export interface Thread {
  /** What the message answers, oldest first, and the message itself. */
  messages: ChatMessage[];
  replies: ChatMessage[];
}

export const threadQuery = (messageId: number) =>
  queryOptions({
    queryKey: ['chat', 'thread', messageId],
    queryFn: async ({ signal }) =>
      (await body(api.GET('/api/chat/thread/{id}', { params: { path: { id: messageId } }, signal }))) as Thread,
  });

/** With what has happened in the room since: messages as they are now, and new replies. */
export const freshThread = (thread: Thread, messageId: number, room: readonly ChatMessage[]): Thread => {
  const now = new Map(room.map((message) => [message.id, message]));
  const fresh = (messages: readonly ChatMessage[]) => messages.map((message) => now.get(message.id) ?? message);
  const known = new Set(thread.replies.map(({ id }) => id));
  const added = room.filter(({ id, reply_to }) => reply_to === messageId && !known.has(id));
  return { messages: fresh(thread.messages), replies: [...fresh(thread.replies), ...added] };
};
