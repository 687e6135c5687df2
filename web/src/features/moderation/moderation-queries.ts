import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import type { Sanction, SanctionKind } from '../../shared/api/types.js';

export const sanctionsQuery = (kind: SanctionKind | undefined) =>
  infiniteQueryOptions({
    queryKey: ['moderation', 'sanctions', kind ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/admin/moderation', {
          params: { query: { ...(kind && { kind }), ...(pageParam && { cursor: pageParam }) } },
          signal,
        }),
      ),
    initialPageParam: 0,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });

/** As a person knows them. */
export const channelNamesQuery = queryOptions({
  queryKey: ['chat', 'channel-names'],
  queryFn: async ({ signal }) => {
    const { channels } = await body(api.GET('/api/chat/channels', { signal }));
    return new Map(channels.map(({ id, name }) => [id, name]));
  },
});

export interface Imposition {
  kind: SanctionKind;
  userId: number;
  /** One channel; without it everywhere. */
  roomId: number | undefined;
  /** Undefined for as long as nobody lifts it; a timeout needs them. */
  minutes: number | undefined;
  reason: string;
}

export const imposeSanction = ({ kind, userId, roomId, minutes, reason }: Imposition) => {
  const whom = { user_id: userId, ...(roomId && { room_id: roomId }), ...(reason && { reason }) };
  if (kind === 'timeout')
    return body(api.POST('/api/admin/moderation/timeout', { body: { ...whom, minutes: minutes ?? 1 } }));
  const entry = { ...whom, ...(minutes && { minutes }) };
  return body(
    kind === 'mute'
      ? api.POST('/api/admin/moderation/mute', { body: entry })
      : api.POST('/api/admin/moderation/ban', { body: entry }),
  );
};

const LIFT = {
  timeout: '/api/admin/moderation/untimeout',
  mute: '/api/admin/moderation/unmute',
  ban: '/api/admin/moderation/unban',
} as const;

export const liftSanction = ({ kind, user_id, room_id }: Pick<Sanction, 'kind' | 'user_id' | 'room_id'>) =>
  body(api.POST(LIFT[kind], { body: { user_id, ...(room_id !== null && { room_id }) } }));
