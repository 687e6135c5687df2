import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';
import type { components } from '../../../shared/api/schema.js';

export type Clip = components['schemas']['ClipFields'];

/** How soon to look again while one is made. */
const LOOK_MS = 1_000;

export const isUnderWay = ({ state }: Clip): boolean => state === 'waiting' || state === 'running';

/** Newest first. */
export const clipsQuery = queryOptions({
  queryKey: ['clips'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/vods/clips', { signal }))).clips,
  refetchInterval: ({ state }) => (state.data?.some(isUnderWay) ? LOOK_MS : false),
});
