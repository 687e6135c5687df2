import { useT } from '../shared/i18n/use-t.js';
import { Progress } from '../shared/ui/Progress.js';

/** While a page or its data is on the way for longer than one notices. */
export const PendingPage = () => {
  const t = useT();
  return (
    <div role="status" className="mx-auto grid min-h-[60dvh] w-48 content-center">
      <Progress label={t('common.loading')} />
    </div>
  );
};
