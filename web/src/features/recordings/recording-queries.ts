import { queryOptions } from '@tanstack/react-query';
import { ApiError, toApiError } from '../../shared/api/api-error.js';
import { api, body } from '../../shared/api/client.js';
import type { components } from '../../shared/api/schema.js';

export type Recording = components['schemas']['RecordedSession'];
export type RecordingFile = components['schemas']['SessionFile'];
export type Storage = components['schemas']['StorageFields'];
export type StorageTest = components['schemas']['StorageTest'];

export const recordingsQuery = queryOptions({
  queryKey: ['recordings', 'sessions'],
  queryFn: async ({ signal }) => (await body(api.GET('/api/vods/sessions', { signal }))).sessions,
});

/** Pieces come and go while a broadcast is stored. */
const WAITING_MS = 5_000;

/** Null while there is none. */
export const storageQuery = queryOptions({
  queryKey: ['recordings', 'storage'],
  queryFn: async ({ signal }) => {
    try {
      return (await body(api.GET('/api/vods/storage', { signal }))).storage;
    } catch (error) {
      if (error instanceof ApiError && error.code === 'storage.not_found') return null;
      throw error;
    }
  },
  refetchInterval: ({ state }) => ((state.data?.waiting_files ?? 0) > 0 ? WAITING_MS : false),
});

/** `name` as the list has it, with `/` between folders. */
const encoded = (name: string): string => name.split('/').map(encodeURIComponent).join('/');

export const downloadAddress = (name: string): string => `/api/vods/download/${encoded(name)}`;

/** Of one piece, or of a folder for all that is in it. */
export const playAddress = (path: string): string => `/api/vods/play/${encoded(path)}/index.m3u8`;

/** One after the other; what is gone already is no failure. @throws ApiError */
export const deleteRecordings = async (names: readonly string[]): Promise<void> => {
  for (const name of names) {
    const response = await fetch(`/api/vods/${encoded(name)}`, { method: 'DELETE' });
    if (!response.ok && response.status !== 404) throw await toApiError(response);
  }
};
