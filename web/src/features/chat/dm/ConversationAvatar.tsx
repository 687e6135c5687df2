import type { Conversation } from '#libs/contracts';
import { Avatar } from '../../../shared/ui/Avatar.js';
import { UsersIcon } from '../../../shared/ui/icons.js';
import { othersOf, personName } from './conversation-name.js';

interface ConversationAvatarProps {
  conversation: Pick<Conversation, 'type' | 'participants'>;
  me: number;
  size?: 'sm' | 'md';
}

/** The other person's face, or the sign of a group. */
export const ConversationAvatar = ({ conversation, me, size = 'md' }: ConversationAvatarProps) => {
  const [other] = othersOf(conversation, me);
  if (conversation.type === 'direct' && other) {
    return <Avatar {...other.avatar} name={personName(other)} size={size} />;
  }
  return (
    <span
      aria-hidden
      className={`inline-grid shrink-0 place-items-center rounded-full bg-sunken text-ink-2 ${size === 'sm' ? 'size-6' : 'size-8'}`}
    >
      <UsersIcon />
    </span>
  );
};
