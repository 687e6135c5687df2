import { plainWords, type ReplyPreview } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { useRoomActions } from '../conversation/room-context.js';

/** What a message answers; leads there. */
export const ReplyQuote = ({ preview }: { preview: ReplyPreview }) => {
  const t = useT();
  const { jump } = useRoomActions();
  const text = plainWords(preview.message) || t('chat.image');
  return (
    <button
      type="button"
      onClick={() => jump(preview.id)}
      aria-label={t('chat.replyTo', { name: preview.username, text })}
      className="mb-0.5 flex max-w-full items-center gap-1.5 pl-4.5 text-sm text-ink-2 hover:text-ink"
    >
      <span
        aria-hidden
        className="mt-2 h-2.5 w-6.5 shrink-0 rounded-tl-md border-t-2 border-l-2 border-line-strong/50"
      />
      <span className="shrink-0 font-medium">{preview.username}</span>
      <span className="truncate">{text}</span>
    </button>
  );
};
