import { BellIcon } from '@radix-ui/react-icons';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { IconButton } from '../../shared/ui/IconButton.js';
import { Popover } from '../../shared/ui/Popover.js';
import { notificationsQuery } from './notification-queries.js';
import { NotificationPanel } from './NotificationPanel.js';

interface NotificationBellProps {
  side: 'right' | 'bottom';
  size?: 'sm' | 'md';
}

/** The bell of the shell with the number of unread notifications; the list opens beside it. */
export const NotificationBell = ({ side, size }: NotificationBellProps) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const unread = useInfiniteQuery(notificationsQuery({ unread: false })).data?.pages[0]?.unread_count ?? 0;
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label={t('notifications.title')}
      side={side}
      align={side === 'right' ? 'start' : 'end'}
      className="w-96"
      trigger={
        <IconButton
          size={size}
          tooltip={side}
          label={unread > 0 ? t('notifications.openUnread', { count: unread }) : t('notifications.open')}
          icon={
            <span className="relative grid">
              <BellIcon aria-hidden />
              {unread > 0 && <UnreadCount count={unread} />}
            </span>
          }
        />
      }
    >
      <NotificationPanel onDone={() => setOpen(false)} />
    </Popover>
  );
};

const UnreadCount = ({ count }: { count: number }) => (
  <span
    aria-hidden
    className="absolute bottom-1.5 left-2 min-w-4 rounded-full bg-bad px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-bad"
  >
    {count > 99 ? '99+' : count}
  </span>
);
