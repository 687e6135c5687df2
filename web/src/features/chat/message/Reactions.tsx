import type { ChatMessage, ReactionCount } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { Tooltip } from '../../../shared/ui/Tooltip.js';
import { useRoomActions } from '../conversation/room-context.js';
import { EmojiButton } from '../emoji/EmojiButton.js';
import type { Person } from '../session/chat-view.js';
import { useChat, useChatView } from '../use-chat.js';
import { useAttempt } from './use-attempt.js';

const MAX_NAMES = 10;

interface ReactionsProps {
  message: ChatMessage;
  reactions: readonly ReactionCount[];
}

/** Below a message; each is a button that adds one's own or takes it back. */
export const Reactions = ({ message, reactions }: ReactionsProps) => {
  const t = useT();
  const session = useChat();
  const { roomId } = useRoomActions();
  const people = useChatView((view) => view.people);
  const attempt = useAttempt();
  const toggle = (emoji: string) => attempt(session.messages.react(roomId, message.id, emoji));

  const namesOf = ({ user_ids }: ReactionCount): string => {
    const names = user_ids
      .slice(0, MAX_NAMES)
      .map((id) => (id === session.me ? t('chat.you') : nameOf(people.get(id)) || t('chat.somebody')));
    const count = user_ids.length - names.length;
    return count > 0 ? t('chat.andOthers', { names: names.join(', '), count }) : names.join(', ');
  };

  return (
    <div className="mt-1 mb-0.5 flex flex-wrap gap-1">
      {reactions.map((reaction) => {
        const { emoji, count, user_ids } = reaction;
        const isOwn = user_ids.includes(session.me);
        return (
          <Tooltip key={emoji} label={t('chat.reactedBy', { names: namesOf(reaction), emoji })}>
            <button
              type="button"
              aria-pressed={isOwn}
              aria-label={t('chat.reactionLabel', { emoji, count })}
              onClick={() => toggle(emoji)}
              className={cx(
                'flex h-6.5 min-w-11 items-center justify-center gap-1.5 rounded-full border px-2 text-sm tabular-nums',
                isOwn
                  ? 'border-accent bg-accent-soft font-medium text-accent-ink'
                  : 'border-line bg-surface text-ink-2 hover:border-line-strong',
              )}
            >
              <span aria-hidden>{emoji}</span>
              <span aria-hidden>{count}</span>
            </button>
          </Tooltip>
        );
      })}
      <EmojiButton label={t('chat.react')} size="sm" onPick={toggle} />
    </div>
  );
};

const nameOf = (person: Person | undefined): string | undefined => person && (person.nickname || person.username);
