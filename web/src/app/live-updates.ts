import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { LiveTopic } from '#libs/contracts';
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
  'tokens.changed': [['tokens'], ['api-keys']],
  'hostkey.pinned': [['connections']],
};

/** Frames invalidate, and after a gap everything may have changed. */
export const liveRoad = (queries: QueryClient): LiveRoad =>
  new LiveRoad(
    (frame) => {
      for (const queryKey of STALE_BY_TOPIC[frame.topic] ?? []) void queries.invalidateQueries({ queryKey });
    },
    () => void queries.invalidateQueries(),
  );
