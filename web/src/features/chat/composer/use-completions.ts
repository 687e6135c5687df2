import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { foundUsersQuery } from '../dm/dm-queries.js';
import { findEmoji, loadEmoji } from '../emoji/emoji-data.js';
import type { RoomView } from '../session/chat-view.js';
import { useChatView } from '../use-chat.js';
import { ranked, type Completion, type CompletionQuery } from './completion.js';

const MAX_SHOWN = 8;

interface Named {
  username: string;
  nickname: string | null;
}

/** What the letters before the caret may become. */
export const useCompletions = (room: RoomView, query: CompletionQuery | undefined): readonly Completion[] => {
  const t = useT();
  const people = useChatView((view) => view.people);
  const channels = useChatView((view) => view.channels);
  const conversation = useChatView((view) => view.conversations.find(({ id }) => id === room.id));
  const asksPeople = query?.kind === 'user' && query.text.length > 0 && room.kind === 'channel';
  const found = useQuery({ ...foundUsersQuery(query?.text ?? ''), enabled: asksPeople }).data;
  const groups = useQuery({
    queryKey: ['emoji'],
    queryFn: loadEmoji,
    staleTime: Infinity,
    retry: false,
    enabled: query?.kind === 'emoji',
  }).data;

  return useMemo(() => {
    if (!query) return [];
    if (query.kind === 'channel') {
      return ranked(channels, query.text, ({ name }) => [name], MAX_SHOWN).map(({ name, description }) => ({
        key: name,
        insert: `#${name}`,
        label: `#${name}`,
        hint: description,
      }));
    }
    if (query.kind === 'emoji') {
      return findEmoji(groups ?? [], query.text, MAX_SHOWN).map(({ emoji, slug }) => ({
        key: slug,
        insert: emoji,
        label: `:${slug}:`,
        emoji,
      }));
    }
    const known: Named[] = conversation?.participants ?? [...people.values(), ...(found ?? [])];
    const named = [...new Map(known.map((person) => [person.username, person])).values()];
    const users = ranked(named, query.text, ({ username, nickname }) => [username, nickname ?? ''], MAX_SHOWN);
    const here = room.kind === 'channel' && 'here'.startsWith(query.text);
    return [
      ...users.map(userCompletion),
      ...(here ? [{ key: '@here', insert: '@here', label: '@here', hint: t('chat.everybodyHere') }] : []),
    ];
  }, [query, channels, groups, conversation, people, found, room.kind, t]);
};

const userCompletion = ({ username, nickname }: Named): Completion => ({
  key: username,
  insert: `@${username}`,
  label: nickname || username,
  hint: `@${username}`,
});
