import { memo } from 'react';
import { plainWords, type ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { ProfileCard } from '../people/ProfileCard.js';
import { useChat, useChatView } from '../use-chat.js';
import { AuthorAvatar } from './AuthorAvatar.js';
import { authorName } from './author-name.js';
import { BlockedMessage } from './BlockedMessage.js';
import { DayLine, UnreadLine } from './dividers.js';
import { EditBox } from './EditBox.js';
import { MessageBody } from './MessageBody.js';
import { MessageHead } from './MessageHead.js';
import { MessageSheet } from './MessageSheet.js';
import { MessageToolbar } from './MessageToolbar.js';
import { ReplyQuote } from './ReplyQuote.js';
import { ClockTime } from './ClockTime.js';
import { useLongPress } from './use-long-press.js';

interface MessageRowProps {
  message: ChatMessage;
  /** Its time, where a new day begins. */
  day: string | undefined;
  isFirstUnread: boolean;
  hasHead: boolean;
  /** Under the pointer, or chosen with the keys. */
  isActive: boolean;
  isHighlighted: boolean;
  isEditing: boolean;
  mayModerate: boolean;
}

export const MessageRow = memo(({ message, day, isFirstUnread, ...row }: MessageRowProps) => {
  const t = useT();
  const session = useChat();
  const isBlocked = useChatView((view) => view.blocked.has(message.user_id));
  const press = useLongPress();
  const { hasHead, isActive, isEditing } = row;
  const name = authorName(message, t);
  const text = isBlocked ? t('chat.blockedAuthor') : plainWords(message.message) || t('chat.image');
  const isMention = message.mentions_here === true || message.mentions?.includes(session.me) === true;
  return (
    <>
      {day && <DayLine time={day} />}
      {isFirstUnread && <UnreadLine />}
      <article
        data-message={message.id}
        tabIndex={-1}
        aria-label={t('chat.announced', { name, text })}
        {...press.handlers}
        className={cx(
          'relative px-4 py-0.5 outline-none focus-visible:outline-2 focus-visible:-outline-offset-2 [@media(hover:none)]:select-none',
          hasHead && 'mt-2.5',
          isMention && 'bg-warn-soft/50 before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-warn',
          isActive && 'bg-hover',
          row.isHighlighted && 'bg-accent-soft transition-colors',
        )}
      >
        {message.reply_preview && <ReplyQuote preview={message.reply_preview} />}
        <div className="flex gap-3">
          <div className="w-9 shrink-0 pt-0.5">
            {hasHead ? (
              <ProfileCard userId={message.anonymous ? 0 : message.user_id} name={name}>
                <AuthorAvatar author={message} name={name} />
              </ProfileCard>
            ) : (
              isActive && (
                <ClockTime
                  time={message.created_at}
                  className="absolute left-0 w-15 text-center text-[0.625rem] leading-5 whitespace-nowrap"
                />
              )
            )}
          </div>
          <div className="min-w-0 grow">
            {hasHead && <MessageHead message={message} name={name} />}
            {isBlocked ? (
              <BlockedMessage>
                <MessageBody message={message} mayModerate={row.mayModerate} />
              </BlockedMessage>
            ) : isEditing ? (
              <EditBox message={message} />
            ) : (
              <MessageBody message={message} mayModerate={row.mayModerate} />
            )}
          </div>
        </div>
        {isActive && !isEditing && <MessageToolbar message={message} mayModerate={row.mayModerate} />}
        {press.isOpen && <MessageSheet message={message} mayModerate={row.mayModerate} onClose={press.close} />}
      </article>
    </>
  );
});
