import type { RoomInfo } from '../chat/index.js';
import type { MessagePostedEvent } from '../chat/chat.events.js';

export type MessageNoticeType = 'mention' | 'reply' | 'dm';

/**
 * Who is to hear of a message, and as what. `@here` of a public channel tells only those who are there, and they see it:
 * it reaches nobody's list.
 */
export const recipientsOf = (event: MessagePostedEvent, room: RoomInfo): Map<number, MessageNoticeType> => {
  const recipients = new Map<number, MessageNoticeType>();
  if (room.kind !== 'channel') for (const id of event.participants) recipients.set(id, 'dm');
  else {
    if (event.reply_to_user !== null) recipients.set(event.reply_to_user, 'reply');
    if (event.mentions_here && room.visibility === 'private') {
      for (const id of room.members.keys()) recipients.set(id, 'mention');
    }
    for (const id of event.mentions) recipients.set(id, 'mention');
  }
  if (event.user_id !== null) recipients.delete(event.user_id);
  return recipients;
};
