import { api, body } from '../../../shared/api/client.js';
import type { Relay } from '../../../shared/api/types.js';

export type RelayValues = Pick<Relay, 'platform' | 'name' | 'rtmp_url' | 'enabled'> & {
  /** Empty keeps the present one. */
  stream_key: string;
};

/** Without an id a new one. */
export const saveRelay = (
  id: number,
  relayId: number | undefined,
  { platform, name, rtmp_url, enabled, stream_key }: RelayValues,
): Promise<Relay> => {
  const key = stream_key.trim();
  if (relayId === undefined)
    return body(
      api.POST('/api/streams/{id}/relays', {
        params: { path: { id } },
        body: { platform, name, rtmp_url, enabled, stream_key: key },
      }),
    );
  return body(
    api.PUT('/api/streams/{id}/relays/{relay_id}', {
      params: { path: { id, relay_id: relayId } },
      body: { name, rtmp_url, enabled, ...(key && { stream_key: key }) },
    }),
  );
};
