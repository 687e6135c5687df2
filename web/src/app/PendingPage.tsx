import { useT } from '../shared/i18n/use-t.js';
import { Spinner } from '../shared/ui/Spinner.js';

export const PendingPage = () => {
  const t = useT();
  return (
    <div role="status" className="grid min-h-[60dvh] place-items-center text-ink-3">
      <Spinner className="size-6" />
      <span className="sr-only">{t('common.loading')}</span>
    </div>
  );
};
