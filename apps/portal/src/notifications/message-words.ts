import { type ChatMessage, plainWords } from '#libs/contracts';
import type { RoomInfo } from '../chat/index.js';
import type { MessageNoticeType } from './message-recipients.js';
import type { NoticeContent } from './notice.js';

const EXCERPT_CHARS = 200;

/** What a notice says of a message; the author stands as everybody sees it. */
export const wordsOf = (message: ChatMessage, room: RoomInfo, type: MessageNoticeType): NoticeContent => {
  const name = message.nickname ?? message.username;
  return { title: titleOf(name, room, type), message: excerptOf(message), link: linkTo(room, message.id) };
};

const titleOf = (name: string, room: RoomInfo, type: MessageNoticeType): string => {
  if (type === 'mention') return `${name} mentioned you in #${room.name}`;
  if (type === 'reply') return `${name} replied to you in #${room.name}`;
  return room.kind === 'direct' ? name : `${name} in ${room.name ?? 'your group'}`;
};

const excerptOf = ({ message, poll, image_url }: ChatMessage): string => {
  const text = poll ? `Poll: ${plainWords(poll.question)}` : plainWords(message);
  if (text === '') return image_url === undefined ? '' : 'Sent an image';
  return text.length <= EXCERPT_CHARS ? text : `${text.slice(0, EXCERPT_CHARS - 1).replace(/\p{Surrogate}$/u, '')}…`;
};

const linkTo = (room: RoomInfo, messageId: number): string =>
  room.kind === 'channel'
    ? `/chat/c/${encodeURIComponent(room.name!)}?message=${messageId}`
    : `/chat/dm/${room.id}?message=${messageId}`;
