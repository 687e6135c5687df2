import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { NO_FILTERS, type SearchValues } from './search-form.js';

interface SearchState {
  values: SearchValues;
  /** What was asked for last; filters change it at once, words when somebody says so. */
  asked: SearchValues | undefined;
  isFiltering: boolean;
}

const KEY = ['chat', 'search-state'];
const FRESH: SearchState = { values: { q: '', ...NO_FILTERS }, asked: undefined, isFiltering: false };

/** Outlives the panel for a while: a jump to a result shows another room, and the next result is still wanted. */
export const useSearchState = (): [state: SearchState, change: (part: Partial<SearchState>) => void] => {
  const queries = useQueryClient();
  const [state, setState] = useState(() => queries.getQueryData<SearchState>(KEY) ?? FRESH);
  const change = (part: Partial<SearchState>): void => {
    const next = { ...state, ...part };
    setState(next);
    // Not only in this component: signing out empties the cache.
    queries.setQueryData(KEY, next);
  };
  return [state, change];
};
