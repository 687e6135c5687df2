import type { ChatMessage } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { ProfileCard } from '../people/ProfileCard.js';
import { ClockTime } from './ClockTime.js';

/** Who wrote, and when. */
export const MessageHead = ({ message, name }: { message: ChatMessage; name: string }) => {
  const t = useT();
  const { role, anonymous, author, webhook } = message;
  return (
    <header className="flex flex-wrap items-baseline gap-x-2">
      <ProfileCard userId={anonymous ? 0 : message.user_id} name={name}>
        <span className="font-semibold hover:underline">{name}</span>
      </ProfileCard>
      {webhook && <Badge tone="accent">{t('chat.webhook')}</Badge>}
      {!anonymous && role === 'moderator' && <Badge>{t('chat.moderator')}</Badge>}
      {!anonymous && role === 'admin' && <Badge>{t('chat.admin')}</Badge>}
      {author && (
        <Badge tone="warn" title={t('chat.anonymousAuthor', { name: author.username })}>
          {author.username}
        </Badge>
      )}
      <ClockTime time={message.created_at} />
    </header>
  );
};
