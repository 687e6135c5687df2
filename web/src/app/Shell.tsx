import { useQuery } from '@tanstack/react-query';
import { useMatches } from '@tanstack/react-router';
import { meQuery } from '../features/auth/session.js';
import { AppShell } from './AppShell.js';
import { GuestShell } from './GuestShell.js';

/** What stands around a page: everything for whoever is signed in, the way in for others. */
export const Shell = () => {
  const { data: me } = useQuery({ ...meQuery, enabled: false });
  const isOpen = useMatches({ select: (matches) => matches.some((match) => match.staticData.isOpen) });
  return isOpen && !me ? <GuestShell /> : <AppShell />;
};
