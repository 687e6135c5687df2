import { Cross2Icon, ResetIcon } from '@radix-ui/react-icons';
import { plainWords, type ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { authorName } from '../message/author-name.js';

export const ReplyBar = ({ message, onCancel }: { message: ChatMessage; onCancel: () => void }) => {
  const t = useT();
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 pr-1 pl-3 text-sm">
      <ResetIcon aria-hidden className="shrink-0 text-ink-3" />
      <p className="min-w-0 grow truncate text-ink-2">
        <span className="font-medium text-ink">{t('chat.replyingTo', { name: authorName(message, t) })}</span>{' '}
        {plainWords(message.message) || t('chat.image')}
      </p>
      <IconButton size="sm" label={t('chat.cancelReply')} icon={<Cross2Icon />} onClick={onCancel} />
    </div>
  );
};
