import { useRouter } from '@tanstack/react-router';
import type { ViewerSession } from '../../shared/api/types.js';

/** Opens the page of the entry a session belongs to; a session that still runs is attached to again there. */
export const useOpenSession = () => {
  const router = useRouter();
  return ({ origin, entry_id: entry }: Pick<ViewerSession, 'origin' | 'entry_id'>): void => {
    const search = origin === 'service' ? { service: Number(entry) } : { connection: entry };
    void router.navigate({ to: '/terminal/connect', search });
  };
};
