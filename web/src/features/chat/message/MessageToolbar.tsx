import { DotsHorizontalIcon } from '@radix-ui/react-icons';
import type { ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Menu, MenuItem } from '../../../shared/ui/DropdownMenu.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { useRoomActions } from '../conversation/room-context.js';
import { EmojiButton } from '../emoji/EmojiButton.js';
import { useChat } from '../use-chat.js';
import { authorName } from './author-name.js';
import { useAttempt } from './use-attempt.js';
import { useMessageActions } from './use-message-actions.js';

/** These stand in the open; the rest is behind the dots. */
const QUICK: readonly string[] = ['reply', 'thread', 'edit'];

interface MessageToolbarProps {
  message: ChatMessage;
  mayModerate: boolean;
}

/** At the corner of the message under the pointer or the focus. */
export const MessageToolbar = ({ message, mayModerate }: MessageToolbarProps) => {
  const t = useT();
  const session = useChat();
  const { roomId } = useRoomActions();
  const attempt = useAttempt();
  const actions = useMessageActions(message, mayModerate);
  const label = t('chat.actions', { name: authorName(message, t) });
  return (
    <div
      role="group"
      data-toolbar
      aria-label={label}
      className="absolute -top-4 right-4 z-10 flex items-center rounded-md border border-line bg-raised p-0.5 shadow-float [@media(hover:none)]:hidden"
    >
      <EmojiButton
        label={t('chat.react')}
        size="sm"
        onPick={(emoji) => attempt(session.messages.react(roomId, message.id, emoji))}
      />
      {actions
        .filter(({ id }) => QUICK.includes(id))
        .map((action) => (
          <IconButton key={action.id} size="sm" label={action.label} icon={action.icon} onClick={action.run} />
        ))}
      <Menu
        trigger={
          <Button variant="ghost" size="icon-sm" aria-label={t('chat.moreActions')}>
            <DotsHorizontalIcon aria-hidden />
          </Button>
        }
      >
        {actions.map((action) => (
          <MenuItem key={action.id} icon={action.icon} danger={action.isDanger} onSelect={action.run}>
            {action.label}
          </MenuItem>
        ))}
      </Menu>
    </div>
  );
};
