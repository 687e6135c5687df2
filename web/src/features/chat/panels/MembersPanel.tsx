import { useMemo } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Avatar } from '../../../shared/ui/Avatar.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { authorName } from '../message/author-name.js';
import { PresenceDot, useStatusText } from '../people/PresenceDot.js';
import { ProfileCard } from '../people/ProfileCard.js';
import type { Person, RoomView } from '../session/chat-view.js';
import { useChatView } from '../use-chat.js';

type Listed = Person & { anonymous: boolean };

/** Who is in the channel now, or takes part in the conversation. */
export const MembersPanel = ({ room }: { room: RoomView }) => {
  const t = useT();
  const people = useChatView((view) => view.people);
  const conversation = useChatView((view) => view.conversations.find(({ id }) => id === room.id));
  const listed = useMemo<Listed[]>(() => {
    const participants = conversation?.participants.map((one) => ({
      ...one,
      ...people.get(one.user_id),
      anonymous: false,
    }));
    return [...(participants ?? room.users)].toSorted((a, b) => a.username.localeCompare(b.username));
  }, [conversation, people, room.users]);
  const count = listed.length;
  return (
    <div className="min-h-0 grow overflow-y-auto px-2 py-3">
      <h3 className="px-2 pb-1 text-xs font-medium text-ink-3">
        {conversation ? t('chat.inConversation', { count }) : t('chat.hereNow', { count })}
      </h3>
      <ul>
        {listed.map((person, index) => (
          <li key={`${person.user_id} ${index}`}>
            <Member person={person} name={authorName(person, t)} />
          </li>
        ))}
      </ul>
    </div>
  );
};

const Member = ({ person, name }: { person: Listed; name: string }) => {
  const t = useT();
  const status = useStatusText(person);
  return (
    <ProfileCard userId={person.anonymous ? 0 : person.user_id} name={name}>
      <span className="flex min-h-(--row) w-full items-center gap-3 rounded-md px-2 hover:bg-hover">
        <span className="relative grid shrink-0">
          <Avatar {...(person.anonymous ? { emoji: '🎭' } : person.avatar)} name={name} />
          {!person.anonymous && (
            <PresenceDot status={person.status} className="absolute -right-0.5 -bottom-0.5 ring-2 ring-surface" />
          )}
        </span>
        <span className="min-w-0 grow">
          <span className="flex items-center gap-2">
            <span className="truncate font-medium">{name}</span>
            {!person.anonymous && person.role === 'admin' && <Badge>{t('chat.admin')}</Badge>}
            {!person.anonymous && person.role === 'moderator' && <Badge>{t('chat.moderator')}</Badge>}
          </span>
          {!person.anonymous && <span className="block truncate text-xs text-ink-2">{status}</span>}
        </span>
      </span>
    </ProfileCard>
  );
};
