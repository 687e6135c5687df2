import { notFound, redirect } from '@tanstack/react-router';
import { ApiError } from '../../shared/api/api-error.js';
import { api, body } from '../../shared/api/client.js';

/** From a stream's id to the page it is watched at. @throws redirect, notFound, ApiError */
export const findWatchPage = async (stream: string): Promise<never> => {
  const params = { path: { id: Number(stream) } };
  const { playback_key } = await body(api.GET('/api/streams/{id}', { params })).catch((error: unknown) => {
    throw error instanceof ApiError && error.status === 404 ? notFound() : error;
  });
  throw redirect({ to: '/watch/$key', params: { key: playback_key }, replace: true });
};
