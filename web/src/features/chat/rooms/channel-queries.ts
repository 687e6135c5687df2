import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';

export interface ChannelValues {
  name: string;
  description: string;
  visibility: 'public' | 'private';
  mode: 'open' | 'readonly';
}

export type ChannelRole = 'member' | 'moderator';

const at = (id: number) => ({ params: { path: { id } } });

export const createChannel = (values: ChannelValues) => body(api.POST('/api/chat/channels', { body: values }));

export const changeChannel = (id: number, values: ChannelValues) =>
  body(api.PUT('/api/admin/channels/{id}', { ...at(id), body: values }));

export const deleteChannel = (id: number) => body(api.DELETE('/api/admin/channels/{id}', at(id)));

export const membersQuery = (id: number) =>
  queryOptions({
    queryKey: ['chat', 'members', id],
    queryFn: async ({ signal }) =>
      (await body(api.GET('/api/chat/channels/{id}/members', { ...at(id), signal }))).members,
  });

export const addMember = (id: number, userId: number) =>
  body(api.POST('/api/chat/channels/{id}/members', { ...at(id), body: { user_id: userId } }));

const member = (id: number, userId: number) => ({ params: { path: { id, user_id: userId } } });

export const setMemberRole = (id: number, userId: number, role: ChannelRole) =>
  body(api.PUT('/api/chat/channels/{id}/members/{user_id}', { ...member(id, userId), body: { role } }));

export const removeMember = (id: number, userId: number) =>
  body(api.DELETE('/api/chat/channels/{id}/members/{user_id}', member(id, userId)));
