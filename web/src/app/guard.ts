import { redirect, type ParsedLocation } from '@tanstack/react-router';
import { roleAtLeast, type Role } from '#libs/contracts';
import type { QueryClient } from '@tanstack/react-query';
import { authOptionsQuery, meQuery } from '../features/auth/session.js';
import { ApiError } from '../shared/api/api-error.js';

/** Lets only signed-in people through; others sign in first, or set the portal up. */
export const requireSession = async (queries: QueryClient, location: ParsedLocation): Promise<void> => {
  try {
    await queries.ensureQueryData(meQuery);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    const { setup_required } = await queries.ensureQueryData(authOptionsQuery);
    if (setup_required) throw redirect({ to: '/welcome' });
    throw redirect({ to: '/login', search: location.href === '/' ? {} : { return_to: location.href } });
  }
};

/** For pages of the shell that are also for people who are not signed in. */
export const noticeSession = async (queries: QueryClient): Promise<void> => {
  await queries.ensureQueryData(meQuery).catch(() => undefined);
};

/** The pages of a role exist only for it; the server decides again on every call. */
export const requireRole = async (queries: QueryClient, role: Role): Promise<void> => {
  const me = await queries.ensureQueryData(meQuery);
  if (!roleAtLeast(me.role, role)) throw redirect({ to: '/' });
};

/** Sends people to the page for signing in or for the first set-up, whichever the portal needs now. */
export const chooseEntrance = async (queries: QueryClient, entrance: '/login' | '/welcome'): Promise<void> => {
  // A portal that does not answer is a matter of the page, which can say so and try again.
  const options = await queries.ensureQueryData(authOptionsQuery).catch(() => undefined);
  const wanted = options?.setup_required ? '/welcome' : '/login';
  if (options && wanted !== entrance) throw redirect({ to: wanted, replace: true });
};
