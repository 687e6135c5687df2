import { useEffect, useState } from 'react';
import { useT } from '../shared/i18n/use-t.js';
import { useLiveState, type LiveRoad } from '../shared/live.js';
import { Spinner } from '../shared/ui/Spinner.js';
import { useOnline } from '../shared/use-online.js';

/** A short loss is repaired before anybody reads about it. */
const PATIENCE_MS = 4000;

/** Says when what the page shows may be stale. */
export const Banners = ({ road }: { road: LiveRoad }) => {
  const t = useT();
  const isOnline = useOnline();
  const isLost = useLiveState(road) === 'lost';
  const isOverdue = useStillTrue(isLost, PATIENCE_MS);

  const text = !isOnline ? t('shell.offline') : isOverdue ? t('shell.reconnecting') : undefined;
  return (
    <div role="status">
      {text && (
        <p className="flex items-center justify-center gap-2 border-b border-line bg-warn-soft px-4 py-1.5 text-center text-sm font-medium text-warn">
          {isOnline && <Spinner className="size-3.5" />}
          {text}
        </p>
      )}
    </div>
  );
};

/** True once `condition` has held for `ms` without a break. */
const useStillTrue = (condition: boolean, ms: number): boolean => {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    if (!condition) return;
    const timer = setTimeout(() => setDue(true), ms);
    return () => {
      clearTimeout(timer);
      setDue(false);
    };
  }, [condition, ms]);
  return condition && isDue;
};
