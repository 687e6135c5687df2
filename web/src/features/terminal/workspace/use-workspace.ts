import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useSyncExternalStore } from 'react';
import { meQuery, useMe } from '../../auth/session.js';
import { entryRoads } from './entry-roads.js';
import type { Layout } from './layout.js';
import type { Pane } from './pane.js';
import { Workspace } from './workspace.js';

let current: { user: number; workspace: Workspace } | undefined;

const close = (): void => {
  current?.workspace.dispose();
  current = undefined;
};

/** Signing out empties the query cache: the terminals go with the person. */
const closeWithUser = (queries: QueryClient): void => {
  const [key] = meQuery.queryKey;
  const unsubscribe = queries.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'removed' || query.queryKey[0] !== key) return;
    unsubscribe();
    close();
  });
};

const workspaceOf = (user: number, queries: QueryClient): Workspace => {
  if (current?.user === user) return current.workspace;
  close();
  current = { user, workspace: new Workspace(user, entryRoads(queries)) };
  closeWithUser(queries);
  return current.workspace;
};

/** The terminals of this browser tab; they go on while other pages show. */
export const useWorkspace = (): Workspace => workspaceOf(useMe().id, useQueryClient());

export const useLayout = (workspace: Workspace): Layout => useSyncExternalStore(workspace.subscribe, workspace.current);

/** A value of a pane; the component renders anew when it changes. It must be a primitive or keep its identity. */
export const usePane = <T>(pane: Pane, read: (pane: Pane) => T): T =>
  useSyncExternalStore(pane.subscribe, () => read(pane));
