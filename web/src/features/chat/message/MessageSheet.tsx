import type { ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { Dialog } from '../../../shared/ui/Dialog.js';
import { useRoomActions } from '../conversation/room-context.js';
import { recentEmoji, rememberEmoji } from '../emoji/emoji-choices.js';
import { EmojiButton } from '../emoji/EmojiButton.js';
import { useChat } from '../use-chat.js';
import { authorName } from './author-name.js';
import { useAttempt } from './use-attempt.js';
import { useMessageActions } from './use-message-actions.js';

const SHOWN_EMOJI = 5;

interface MessageSheetProps {
  message: ChatMessage;
  mayModerate: boolean;
  onClose: () => void;
}

/** The toolbar for fingers, after a long press. */
export const MessageSheet = ({ message, mayModerate, onClose }: MessageSheetProps) => {
  const t = useT();
  const session = useChat();
  const { roomId } = useRoomActions();
  const attempt = useAttempt();
  const actions = useMessageActions(message, mayModerate);
  const react = (emoji: string) => {
    rememberEmoji(emoji);
    attempt(session.messages.react(roomId, message.id, emoji));
    onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      size="sm"
      title={t('chat.actions', { name: authorName(message, t) })}
    >
      <div className="mb-3 flex justify-between">
        {recentEmoji()
          .slice(0, SHOWN_EMOJI)
          .map((emoji) => (
            <button
              key={emoji}
              type="button"
              onClick={() => react(emoji)}
              className="grid size-11 place-items-center rounded-full bg-sunken text-xl"
            >
              {emoji}
            </button>
          ))}
        <EmojiButton label={t('chat.react')} onPick={react} />
      </div>
      <ul>
        {actions.map((action) => (
          <li key={action.id}>
            <button
              type="button"
              onClick={() => {
                onClose();
                action.run();
              }}
              className={cx(
                'flex h-(--row) w-full items-center gap-3 rounded-md px-2 text-left text-lg',
                action.isDanger && 'text-bad',
              )}
            >
              {action.icon}
              {action.label}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
