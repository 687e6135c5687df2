import { useRouter } from '@tanstack/react-router';
import type { ViewerSession } from '../../shared/api/types.js';

/** Opens the entry a session belongs to; a session that still runs continues there. */
export const useOpenSession = () => {
  const router = useRouter();
  return (shown: Pick<ViewerSession, 'id' | 'origin' | 'entry_id' | 'ended_at'>): void => {
    const entry = shown.origin === 'service' ? { service: Number(shown.entry_id) } : { connection: shown.entry_id };
    const search = shown.ended_at === null ? { ...entry, session: shown.id } : entry;
    void router.navigate({ to: '/terminal/connect', search });
  };
};
