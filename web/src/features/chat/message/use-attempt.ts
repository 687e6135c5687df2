import { useCallback } from 'react';
import { errorText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { toast } from '../../../shared/ui/toast.js';

/** Says when something did not work that shows by itself when it does. */
export const useAttempt = (): ((work: Promise<unknown>) => void) => {
  const t = useT();
  return useCallback((work) => void work.catch((error: unknown) => toast.error(errorText(error, t))), [t]);
};
