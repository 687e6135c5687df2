import { useEffect } from 'react';

let current: string | undefined;
const listeners = new Set<() => void>();

const set = (title: string | undefined): void => {
  if (title === current) return;
  current = title;
  for (const listener of listeners) listener();
};

/** What the page that shows now calls itself, where that says more than its route. */
export const pageTitle = {
  get: (): string | undefined => current,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

/** Names the browser tab while the component shows; without a title the route does. */
export const usePageTitle = (title: string | undefined): void => {
  useEffect(() => {
    set(title || undefined);
    return () => set(undefined);
  }, [title]);
};
