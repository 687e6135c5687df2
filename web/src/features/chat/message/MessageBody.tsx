import { DrawingPinFilledIcon } from '@radix-ui/react-icons';
import type { ChatMessage } from '#libs/contracts';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { ImageAttachment } from './ImageAttachment.js';
import { LinkCards } from './LinkCards.js';
import { MessagePoll } from './MessagePoll.js';
import { MessageText } from './MessageText.js';
import { Reactions } from './Reactions.js';

interface MessageBodyProps {
  message: ChatMessage;
  mayModerate: boolean;
}

export const MessageBody = ({ message, mayModerate }: MessageBodyProps) => {
  const t = useT();
  const format = useFormat();
  const { edited_at, image_url, poll, pinned, reactions } = message;
  return (
    <>
      {message.message && !poll && (
        <div className="flow-root">
          <MessageText text={message.message} />
          {edited_at && (
            <span
              title={t('chat.editedAt', { time: format.dateTime(edited_at) })}
              className="ml-1.5 text-xs text-ink-3"
            >
              ({t('chat.edited')})
            </span>
          )}
        </div>
      )}
      {image_url && <ImageAttachment url={image_url} message={message} />}
      {poll && <MessagePoll poll={poll} message={message} mayModerate={mayModerate} />}
      {message.message && !poll && <LinkCards text={message.message} />}
      {pinned && (
        <p className="mt-0.5 flex items-center gap-1 text-xs text-ink-3">
          <DrawingPinFilledIcon aria-hidden className="size-3" />
          {t('chat.pinned')}
        </p>
      )}
      {reactions && reactions.length > 0 && <Reactions message={message} reactions={reactions} />}
    </>
  );
};
