import { ChatBubbleIcon } from '@radix-ui/react-icons';
import { useT } from '../../../shared/i18n/use-t.js';
import { Spinner } from '../../../shared/ui/Spinner.js';
import type { RoomView } from '../session/chat-view.js';

/** What it takes up, in pixels: known before it is drawn, so that nothing moves. */
export const edgeHeight = ({ hasOlder }: Pick<RoomView, 'hasOlder'>): number => (hasOlder ? 56 : 172);

/** The oldest end of what is loaded: where the conversation began, or that more is on its way. */
export const HistoryEdge = ({ room, name }: { room: RoomView; name: string }) => {
  const t = useT();
  if (room.hasOlder) {
    return (
      <div className="absolute inset-x-0 top-0 grid h-14 place-items-center text-ink-3">
        <Spinner />
        <span className="sr-only">{t('chat.loadingRoom')}</span>
      </div>
    );
  }
  return (
    <div className="absolute inset-x-0 top-0 h-42 px-4 pt-8">
      <span
        aria-hidden
        className="mb-3 grid size-11 place-items-center rounded-lg border border-line bg-canvas text-ink-3 [&_svg]:size-5"
      >
        <ChatBubbleIcon />
      </span>
      <p className="text-xl wrap-anywhere font-semibold tracking-tight">
        {room.kind === 'channel' ? t('chat.beginning', { name }) : t('chat.beginningDm', { name })}
      </p>
      <p className="mt-1 line-clamp-2 text-ink-2">
        {room.messages.length === 0 ? t('chat.emptyRoom') : t('chat.expires')}
      </p>
    </div>
  );
};
