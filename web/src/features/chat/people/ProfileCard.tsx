import { ChatBubbleIcon, CrossCircledIcon } from '@radix-ui/react-icons';
import { useState, type ReactNode } from 'react';
import { roleAtLeast } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { Avatar } from '../../../shared/ui/Avatar.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Button } from '../../../shared/ui/Button.js';
import { ShieldIcon } from '../../../shared/ui/icons.js';
import { Popover } from '../../../shared/ui/Popover.js';
import { useMe } from '../../auth/session.js';
import { startConversation } from '../dm/dm-queries.js';
import { useMessageDialogs } from '../message/message-dialogs.js';
import { useAttempt } from '../message/use-attempt.js';
import { useRoomLinks } from '../room-links.js';
import type { Person } from '../session/chat-view.js';
import { useChat, useChatView } from '../use-chat.js';
import { PresenceDot, useStatusText } from './PresenceDot.js';

interface ProfileCardProps {
  /** 0 for whoever has no profile. */
  userId: number;
  name: string;
  children: ReactNode;
}

/** A name or a face that leads to whose it is. */
export const ProfileCard = ({ userId, name, children }: ProfileCardProps) => {
  const t = useT();
  const [isOpen, setOpen] = useState<boolean>();
  const person = useChatView((view) => view.people.get(userId));
  if (userId === 0 || !person) return children;
  const label = t('chat.profile', { name });
  const trigger = (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="dialog"
      onClick={isOpen === undefined ? () => setOpen(true) : undefined}
      className="rounded-md text-left"
    >
      {children}
    </button>
  );
  // A conversation shows many names, and few are ever opened.
  if (isOpen === undefined) return trigger;
  return (
    <Popover
      open={isOpen}
      onOpenChange={setOpen}
      label={label}
      side="right"
      align="start"
      className="w-72"
      trigger={trigger}
    >
      <Profile person={person} onDone={() => setOpen(false)} />
    </Popover>
  );
};

const Profile = ({ person, onDone }: { person: Person; onDone: () => void }) => {
  const t = useT();
  const me = useMe();
  const session = useChat();
  const links = useRoomLinks();
  const attempt = useAttempt();
  const { askToModerate } = useMessageDialogs();
  const status = useStatusText(person);
  const isBlocked = useChatView((view) => view.blocked.has(person.user_id));
  const isMe = person.user_id === me.id;
  const { username, nickname, role } = person;
  const then = (action: () => void) => () => {
    onDone();
    action();
  };
  return (
    <div className="grid gap-3 p-4">
      <div className="flex items-center gap-3">
        <Avatar {...person.avatar} name={nickname || username} size="lg" />
        <div className="min-w-0">
          <p className="truncate text-lg font-semibold">{nickname || username}</p>
          <p className="truncate text-sm text-ink-2">@{username}</p>
          {role !== 'user' && <Badge>{role === 'admin' ? t('chat.admin') : t('chat.moderator')}</Badge>}
        </div>
      </div>
      <p className="flex items-center gap-2 text-sm">
        <PresenceDot status={person.status} />
        <span className="min-w-0 break-words">{status}</span>
      </p>
      {!isMe && (
        <div className="flex flex-wrap gap-2 border-t border-line pt-3">
          <Button
            size="sm"
            variant="primary"
            disabled={isBlocked}
            onClick={then(() => attempt(startConversation([person.user_id], '').then(({ id }) => links.go(id))))}
          >
            <ChatBubbleIcon aria-hidden />
            {t('chat.message')}
          </Button>
          <Button size="sm" onClick={then(() => attempt(session.block(person.user_id, !isBlocked)))}>
            <CrossCircledIcon aria-hidden />
            {isBlocked ? t('chat.unblock') : t('chat.block')}
          </Button>
          {roleAtLeast(me.role, 'moderator') && !roleAtLeast(role, me.role) && (
            <Button size="sm" onClick={then(() => askToModerate({ id: person.user_id, name: username }))}>
              <ShieldIcon aria-hidden />
              {t('chat.moderateShort')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
};
