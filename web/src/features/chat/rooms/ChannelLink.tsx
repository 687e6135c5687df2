import { LockClosedIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { memo } from 'react';
import type { ChannelState } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';

/** A channel in the left pane: bold with unread messages, a number for mentions. */
export const ChannelLink = memo(({ channel, isOpen }: { channel: ChannelState; isOpen: boolean }) => {
  const t = useT();
  const { name, visibility, unread_count, mention_count } = channel;
  const isUnread = unread_count > 0;
  return (
    <Link
      to="/chat/c/$channel"
      params={{ channel: name }}
      search={{}}
      aria-current={isOpen ? 'page' : undefined}
      className={cx(
        'flex h-(--control-sm) items-center gap-2 rounded-md px-2.5 font-medium text-ink-2 hover:bg-hover hover:text-ink',
        isUnread && 'font-semibold text-ink',
        isOpen && 'bg-accent-soft text-accent-ink hover:bg-accent-soft hover:text-accent-ink',
      )}
    >
      <span aria-hidden className={cx('w-4 shrink-0 text-center', isOpen ? 'text-accent-ink' : 'text-ink-3')}>
        {visibility === 'private' ? <LockClosedIcon className="mx-auto" /> : '#'}
      </span>
      <span className="min-w-0 grow truncate">{name}</span>
      {visibility === 'private' && <span className="sr-only">, {t('chat.private')}</span>}
      {isUnread && <span className="sr-only">, {t('chat.unreadCount', { count: unread_count })}</span>}
      {mention_count > 0 ? (
        <>
          <span
            aria-hidden
            className="min-w-5 shrink-0 rounded-full bg-accent px-1.5 text-center text-xs leading-5 font-semibold text-on-accent"
          >
            {mention_count > 99 ? '99+' : mention_count}
          </span>
          <span className="sr-only">, {t('chat.mentionCount', { count: mention_count })}</span>
        </>
      ) : (
        isUnread && <span aria-hidden className="size-2 shrink-0 rounded-full bg-ink-3" />
      )}
    </Link>
  );
});
