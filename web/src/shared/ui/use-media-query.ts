import { useCallback, useSyncExternalStore } from 'react';

export const PHONE = '(max-width: 639px)';
/** Too narrow for a page beside a navigation with words. */
export const TABLET = '(max-width: 1023px)';

export const useMediaQuery = (query: string): boolean => {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
};
