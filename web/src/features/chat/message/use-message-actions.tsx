import {
  ChatBubbleIcon,
  CircleBackslashIcon,
  CopyIcon,
  DrawingPinIcon,
  Link2Icon,
  Pencil1Icon,
  ResetIcon,
  TrashIcon,
} from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { LIMITS, roleAtLeast, type ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { copyText } from '../../../shared/ui/copy-text.js';
import { ShieldIcon } from '../../../shared/ui/icons.js';
import { toast } from '../../../shared/ui/toast.js';
import { useMe } from '../../auth/session.js';
import { useRoomActions } from '../conversation/room-context.js';
import { useRoomLinks } from '../room-links.js';
import { useChat } from '../use-chat.js';
import { useMessageDialogs } from './message-dialogs.js';
import { useAttempt } from './use-attempt.js';

export interface MessageAction {
  id: 'reply' | 'thread' | 'edit' | 'copy' | 'link' | 'pin' | 'moderate' | 'ban' | 'delete';
  label: string;
  icon: ReactNode;
  run: () => void;
  isDanger?: boolean;
}

/** What this person may do with a message; the server decides again. */
export const useMessageActions = (message: ChatMessage, mayModerate: boolean): MessageAction[] => {
  const t = useT();
  const me = useMe();
  const session = useChat();
  const links = useRoomLinks();
  const attempt = useAttempt();
  const { roomId, kind, reply, edit, openThread, ban } = useRoomActions();
  const { askToDelete, askToModerate } = useMessageDialogs();

  const isOwn = message.own === true || message.user_id === me.id;
  const authorId = message.author?.user_id ?? message.user_id;
  const isPerson = !isOwn && authorId !== 0 && !message.webhook;
  const author = { id: authorId, name: message.author?.username ?? message.username };
  const mayPunish = roleAtLeast(me.role, 'moderator');
  const copy = async (text: string, done: string) => {
    if (await copyText(text)) toast.success(done);
    else toast.error(t('common.copyFailed'));
  };

  const actions: (MessageAction | false)[] = [
    { id: 'reply', label: t('chat.reply'), icon: <ResetIcon />, run: () => reply(message) },
    { id: 'thread', label: t('chat.thread'), icon: <ChatBubbleIcon />, run: () => openThread(message.id) },
    isOwn &&
      isFresh(message) &&
      !message.poll && { id: 'edit', label: t('chat.edit'), icon: <Pencil1Icon />, run: () => edit(message.id) },
    message.message !== '' && {
      id: 'copy',
      label: t('chat.copyText'),
      icon: <CopyIcon />,
      run: () => void copy(message.message, t('chat.textCopied')),
    },
    {
      id: 'link',
      label: t('chat.copyLink'),
      icon: <Link2Icon />,
      run: () => void copy(links.addressOf(roomId, message.id), t('chat.linkCopied')),
    },
    kind === 'channel' &&
      mayModerate && {
        id: 'pin',
        label: message.pinned ? t('chat.unpin') : t('chat.pin'),
        icon: <DrawingPinIcon />,
        run: () => attempt(session.messages.pin(message.id, !message.pinned)),
      },
    isPerson &&
      mayPunish && {
        id: 'moderate',
        label: t('chat.moderate', { name: author.name }),
        icon: <ShieldIcon />,
        run: () => askToModerate(author),
      },
    isPerson &&
      ban !== undefined && {
        id: 'ban',
        label: t('chat.ban', { name: author.name }),
        icon: <CircleBackslashIcon />,
        run: () => ban(author),
        isDanger: true,
      },
    (isOwn || mayModerate) && {
      id: 'delete',
      label: t('chat.delete'),
      icon: <TrashIcon />,
      run: () => askToDelete(message),
      isDanger: true,
    },
  ];
  return actions.filter((action) => action !== false);
};

/** The server decides by its own clock. */
const isFresh = ({ created_at }: ChatMessage): boolean => Date.now() - Date.parse(created_at) < LIMITS.editWindowMs;
