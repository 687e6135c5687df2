import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { LiveTopic } from '#libs/contracts';
import { meQuery } from '../features/auth/session.js';
import { showViewers } from '../features/streams/viewer-news.js';
import { LiveRoad } from '../shared/live.js';

/** Which cached answers a topic makes old. */
const STALE_BY_TOPIC: Record<LiveTopic, readonly QueryKey[]> = {
  'sessions.changed': [['sessions']],
  'connections.changed': [['connections']],
  'services.changed': [['services'], ['admin', 'services']],
  'settings.changed': [
    ['auth', 'options'],
    ['admin', 'settings'],
    ['admin', 'network'],
  ],
  'users.changed': [['me'], ['admin', 'users']],
  'notifications.changed': [['notifications']],
  'tokens.changed': [['tokens'], ['api-keys']],
  'hostkey.pinned': [['connections']],
  'streams.changed': [['streams']],
  'stream.viewers': [],
};

/** Frames invalidate; after a gap everything may have changed, and a refusal asks whether the session still holds. */
export const liveRoad = (queries: QueryClient): LiveRoad =>
  new LiveRoad({
    onFrame: (frame) => {
      if (frame.topic === 'stream.viewers') showViewers(queries, frame.data);
      for (const queryKey of STALE_BY_TOPIC[frame.topic] ?? []) void queries.invalidateQueries({ queryKey });
    },
    onResume: () => void queries.invalidateQueries(),
    onRefused: () => void queries.invalidateQueries(meQuery),
  });
