import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';

export const foundUsersQuery = (q: string) =>
  queryOptions({
    queryKey: ['chat', 'users', q],
    queryFn: async ({ signal }) => (await body(api.GET('/api/chat/users', { params: { query: { q } }, signal }))).users,
    placeholderData: keepPreviousData,
  });

/** With one person the conversation the two already have, if there is one; with several a new group. */
export const startConversation = (userIds: readonly number[], name: string) => {
  const [first] = userIds;
  const members = userIds.length === 1 && first !== undefined ? { user_id: first } : { user_ids: [...userIds] };
  return body(api.POST('/api/dm/conversations', { body: { ...members, ...(name && { name }) } }));
};

const at = (id: number) => ({ params: { path: { id } } });

export const addPeople = (id: number, userIds: readonly number[]) =>
  body(api.POST('/api/dm/conversations/{id}/participants', { ...at(id), body: { user_ids: [...userIds] } }));

export const muteConversation = (id: number, muted: boolean) =>
  body(api.POST('/api/dm/conversations/{id}/mute', { ...at(id), body: { muted } }));

export const leaveConversation = (id: number) => body(api.POST('/api/dm/conversations/{id}/leave', at(id)));
