import type { Conversation, ConversationParticipant } from '#libs/contracts';
import type { Translate } from '../../../shared/i18n/catalogue.js';

export const personName = ({ nickname, username }: Pick<ConversationParticipant, 'nickname' | 'username'>): string =>
  nickname || username;

export const othersOf = ({ participants }: Pick<Conversation, 'participants'>, me: number): ConversationParticipant[] =>
  participants.filter(({ user_id }) => user_id !== me);

/** Its own name, or those of the others in it. */
export const conversationName = (
  conversation: Pick<Conversation, 'name' | 'participants'>,
  me: number,
  t: Translate,
): string => conversation.name || othersOf(conversation, me).map(personName).join(', ') || t('dm.nobody');
