import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { clipsQuery, isUnderWay, type Clip } from './clip-queries.js';

const NONE: readonly Clip[] = [];

/** Clips as they are made, newest first; the recordings are listed again when one is there. */
export const useClips = (): readonly Clip[] => {
  const queries = useQueryClient();
  const { data = NONE } = useQuery(clipsQuery);
  const underWay = data.filter(isUnderWay).length;
  const before = useRef(underWay);
  useEffect(() => {
    if (underWay < before.current) void queries.invalidateQueries({ queryKey: ['recordings', 'sessions'] });
    before.current = underWay;
  }, [queries, underWay]);
  return data;
};
