import type { QueryClient } from '@tanstack/react-query';
import { meQuery } from '../features/auth/session.js';
import { onSignedOut } from '../shared/api/client.js';
import type { createPortalRouter } from './router.js';

/** When the portal ends the session, the person signs in again and comes back to the same page. */
export const leaveWhenSignedOut = (router: ReturnType<typeof createPortalRouter>, queries: QueryClient): void => {
  onSignedOut(() => {
    // Nobody was signed in: the guard of the page handles that.
    if (!queries.getQueryData(meQuery.queryKey)) return;
    queries.removeQueries({ queryKey: meQuery.queryKey });
    const { href } = router.state.location;
    void router
      .navigate({ to: '/login', search: { return_to: href, error: 'auth.expired' } })
      .then(() => queries.clear());
  });
};
