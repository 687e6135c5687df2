import type { ChatMessage } from '#libs/contracts';
import type { Outgoing } from '../session/chat-view.js';

/** Messages of one author within this time stand under one head. */
const GROUP_MS = 5 * 60_000;

const dayOf = (iso: string): string => new Date(iso).toDateString();

/** The first message of its day, by the clock of the reader. */
export const startsDay = (message: ChatMessage, before: ChatMessage | undefined): boolean =>
  !before || dayOf(before.created_at) !== dayOf(message.created_at);

/** Whether the message shows its author again. */
export const opensGroup = (message: ChatMessage, before: ChatMessage | undefined): boolean =>
  !before ||
  message.reply_to !== undefined ||
  before.user_id !== message.user_id ||
  before.username !== message.username ||
  before.anonymous !== message.anonymous ||
  message.webhook === true ||
  message.anonymous ||
  Date.parse(message.created_at) - Date.parse(before.created_at) > GROUP_MS ||
  startsDay(message, before);

/** `before` is undefined below another message that is on its way. */
export const outgoingOpensGroup = (sent: Outgoing, before: ChatMessage | undefined, me: number): boolean =>
  sent.replyTo !== undefined ||
  (before !== undefined &&
    (before.user_id !== me || Date.parse(sent.created_at) - Date.parse(before.created_at) > GROUP_MS));

/** Of the first message from `id` on. */
export const indexOfMessage = (messages: readonly ChatMessage[], id: number): number => {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (messages[middle]!.id < id) low = middle + 1;
    else high = middle;
  }
  return low;
};
