import type { ChatMessage } from '#libs/contracts';

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
