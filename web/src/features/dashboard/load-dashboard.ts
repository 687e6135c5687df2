import type { QueryClient } from '@tanstack/react-query';
import { connectionsQuery } from '../connections/connection-queries.js';
import { servicesQuery } from '../services/service-queries.js';
import { liveSessionsQuery, recentSessionsQuery } from '../sessions/session-queries.js';

/** Long enough for a healthy portal; after it the page shows what it has and fills in the rest. */
const PATIENCE_MS = 400;

/** Asks for everything at once before the page shows, so that its parts do not push each other around. */
export const loadDashboard = async (queries: QueryClient): Promise<void> => {
  const all = Promise.all([
    queries.prefetchQuery(connectionsQuery),
    queries.prefetchQuery(servicesQuery),
    queries.prefetchQuery(liveSessionsQuery),
    queries.prefetchQuery(recentSessionsQuery),
  ]);
  await Promise.race([all, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
};
