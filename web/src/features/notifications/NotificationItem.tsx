import { Cross2Icon, DotFilledIcon } from '@radix-ui/react-icons';
import type { Notification } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { cx } from '../../shared/ui/classes.js';
import { IconButton } from '../../shared/ui/IconButton.js';
import { noticeWords } from './notice-words.js';
import { NotificationIcon } from './NotificationIcon.js';

interface NotificationItemProps {
  notification: Notification;
  /** Reads it, and goes where it happened. */
  onOpen: () => void;
  onRead: () => void;
  onRemove: () => void;
}

export const NotificationItem = ({ notification, onOpen, onRead, onRemove }: NotificationItemProps) => {
  const t = useT();
  const format = useFormat();
  const { type, is_read, created_at } = notification;
  const { title, message } = noticeWords(notification, t);
  return (
    <li className={cx('flex items-stretch', !is_read && 'bg-accent-soft/40')}>
      <button
        type="button"
        onClick={onOpen}
        className="flex min-w-0 grow items-start gap-3 py-2.5 pl-4 text-left hover:bg-hover focus-visible:-outline-offset-2"
      >
        <NotificationIcon type={type} className="mt-1 shrink-0 text-ink-3" />
        <span className="min-w-0 grow">
          {!is_read && <span className="sr-only">{t('notifications.isUnread')}: </span>}
          <span className={cx('block truncate', is_read ? 'text-ink-2' : 'font-medium')}>{title}</span>
          <span className="line-clamp-4 text-sm wrap-anywhere text-ink-2">{message}</span>
          <time dateTime={created_at} title={format.dateTime(created_at)} className="text-xs text-ink-3">
            {format.ago(created_at)}
          </time>
        </span>
      </button>
      <div className="grid w-10 shrink-0 place-items-center">
        {is_read ? (
          <IconButton size="sm" label={t('notifications.remove')} icon={<Cross2Icon />} onClick={onRemove} />
        ) : (
          <IconButton
            size="sm"
            label={t('notifications.markRead')}
            icon={<DotFilledIcon className="size-5 text-accent-ink" />}
            onClick={onRead}
          />
        )}
      </div>
    </li>
  );
};
