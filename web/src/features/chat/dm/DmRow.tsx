import { SpeakerOffIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { plainWords, type Conversation } from '#libs/contracts';
import type { Translate } from '../../../shared/i18n/catalogue.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { PresenceDot, useStatusText } from '../people/PresenceDot.js';
import { ConversationAvatar } from './ConversationAvatar.js';
import { conversationName, othersOf } from './conversation-name.js';

interface DmRowProps {
  conversation: Conversation;
  me: number;
  isOpen: boolean;
  statusOf: (userId: number) => string | undefined;
}

export const DmRow = ({ conversation, me, isOpen, statusOf }: DmRowProps) => {
  const t = useT();
  const { type, muted, unread_count } = conversation;
  const isUnread = unread_count > 0 && !muted;
  const [other] = othersOf(conversation, me);
  const status = type === 'direct' && other ? statusOf(other.user_id) : undefined;
  const statusText = useStatusText({ status, status_message: null });
  return (
    <Link
      to="/chat/dm/$conversation"
      params={{ conversation: String(conversation.id) }}
      search={{}}
      aria-current={isOpen ? 'page' : undefined}
      className={cx(
        'flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left hover:bg-hover focus-visible:-outline-offset-2',
        isOpen && 'bg-accent-soft hover:bg-accent-soft',
      )}
    >
      <span className="relative grid shrink-0">
        <ConversationAvatar conversation={conversation} me={me} />
        {status && (
          <>
            <PresenceDot status={status} className="absolute -right-0.5 -bottom-0.5 ring-2 ring-canvas" />
            <span className="sr-only">{statusText}: </span>
          </>
        )}
      </span>
      <span className="min-w-0 grow">
        <span
          className={cx(
            'block truncate',
            isUnread ? 'font-semibold text-ink' : 'font-medium text-ink-2',
            isOpen && 'text-accent-ink',
          )}
        >
          {conversationName(conversation, me, t)}
        </span>
        <span className="block truncate text-xs text-ink-3">{lastWords(conversation, t)}</span>
      </span>
      {muted && (
        <>
          <SpeakerOffIcon aria-hidden className="shrink-0 text-ink-3" />
          <span className="sr-only">, {t('dm.muted')}</span>
        </>
      )}
      {unread_count > 0 && (
        <>
          <span
            aria-hidden
            className={cx(
              'min-w-5 shrink-0 rounded-full px-1.5 text-center text-xs leading-5 font-semibold',
              muted ? 'bg-sunken text-ink-2' : 'bg-accent text-on-accent',
            )}
          >
            {unread_count > 99 ? '99+' : unread_count}
          </span>
          <span className="sr-only">, {t('dm.unread', { count: unread_count })}</span>
        </>
      )}
    </Link>
  );
};

const lastWords = ({ last_message, type }: Conversation, t: Translate): string => {
  if (!last_message) return t('dm.noMessages');
  const words = plainWords(last_message.message) || t('dm.image');
  return type === 'group' ? `${last_message.username}: ${words}` : words;
};
