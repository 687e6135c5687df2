import { ArrowDownIcon, ArrowUpIcon } from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import type { RoomView } from '../session/chat-view.js';
import { useRoomActions } from './room-context.js';

interface JumpPillsProps {
  room: RoomView;
  isAtEnd: boolean;
  onEnd: () => void;
}

const pill =
  'absolute z-10 flex h-(--control-sm) items-center gap-2 rounded-full border border-line px-3 text-sm font-medium shadow-float animate-fade-in';

/** Ways to the first unread message above and to the newest below. */
export const JumpPills = ({ room, isAtEnd, onEnd }: JumpPillsProps) => {
  const t = useT();
  const { jump } = useRoomActions();
  const oldest = room.messages[0];
  const isUnreadAbove = room.dividerId > 0 && oldest !== undefined && oldest.id > room.dividerId && room.hasOlder;
  return (
    <>
      {isUnreadAbove && (
        <button
          type="button"
          onClick={() => jump(room.dividerId)}
          className={cx(pill, 'top-3 left-1/2 -translate-x-1/2 bg-accent text-on-accent hover:bg-accent-hover')}
        >
          <ArrowUpIcon aria-hidden />
          {t('chat.jumpToUnread')}
        </button>
      )}
      {!isAtEnd && room.messages.length > 0 && (
        <button
          type="button"
          onClick={onEnd}
          className={cx(
            pill,
            'right-4 bottom-3',
            room.unread > 0 ? 'bg-accent text-on-accent hover:bg-accent-hover' : 'bg-raised text-ink-2 hover:text-ink',
          )}
        >
          {room.unread > 0 ? t('chat.newCount', { count: room.unread }) : t('chat.jumpToPresent')}
          <ArrowDownIcon aria-hidden />
        </button>
      )}
    </>
  );
};
