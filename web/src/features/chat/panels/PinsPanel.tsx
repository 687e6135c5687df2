import { Cross2Icon, DrawingPinIcon } from '@radix-ui/react-icons';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { useRoomActions } from '../conversation/room-context.js';
import { MessageText } from '../message/MessageText.js';
import { useAttempt } from '../message/use-attempt.js';
import type { RoomView } from '../session/chat-view.js';
import { useChat } from '../use-chat.js';

/** What everybody should find again. */
export const PinsPanel = ({ room }: { room: RoomView }) => {
  const t = useT();
  const format = useFormat();
  const session = useChat();
  const { jump } = useRoomActions();
  const attempt = useAttempt();
  if (room.pins.length === 0) {
    return (
      <EmptyState icon={<DrawingPinIcon />} title={t('chat.noPins')}>
        {t('chat.noPinsText')}
      </EmptyState>
    );
  }
  return (
    <ul className="grid min-h-0 content-start gap-2 overflow-y-auto p-3">
      {room.pins.map(({ id, username, message, pinned_at }) => (
        <li key={id} className="rounded-lg border border-line bg-canvas p-3">
          <header className="flex items-center justify-between gap-2">
            <span className="truncate font-semibold">{username}</span>
            {room.mayModerate && (
              <IconButton
                size="sm"
                label={t('chat.unpin')}
                icon={<Cross2Icon />}
                onClick={() => attempt(session.messages.pin(id, false))}
              />
            )}
          </header>
          <div className="line-clamp-6">
            <MessageText text={message || t('chat.image')} />
          </div>
          <footer className="mt-2 flex items-center justify-between gap-2 text-xs text-ink-3">
            {t('chat.pinnedBy', { time: format.ago(pinned_at) })}
            <Button variant="link" size="inline" className="text-sm" onClick={() => jump(id)}>
              {t('chat.showMessage')}
            </Button>
          </footer>
        </li>
      ))}
    </ul>
  );
};
