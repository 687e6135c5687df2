import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Spinner } from '../../../shared/ui/Spinner.js';
import type { Pane } from '../workspace/pane.js';
import { useNow } from './use-now.js';

interface ReconnectBannerProps {
  pane: Pane;
  retryAt: number | undefined;
  /** It never was connected. */
  isFirst: boolean;
}

/** Over the output, which stays as it was: nothing of it is lost. */
export const ReconnectBanner = ({ pane, retryAt, isFirst }: ReconnectBannerProps) => {
  const t = useT();
  const now = useNow(retryAt !== undefined);
  const seconds = retryAt === undefined ? 0 : Math.max(0, Math.ceil((retryAt - now) / 1000));
  return (
    <div className="absolute inset-x-3 top-3 z-10 mx-auto flex max-w-xl animate-fade-in flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-line bg-warn-soft px-4 py-2 text-warn shadow-float">
      <Spinner className="shrink-0" />
      <p role="status" className="min-w-0 grow basis-48">
        {isFirst ? t('terminal.unreached') : t('terminal.lost')}
      </p>
      <span aria-hidden className="text-sm tabular-nums">
        {retryAt === undefined ? t('terminal.lostNow') : t('terminal.lostWait', { count: seconds })}
      </span>
      <Button size="sm" disabled={retryAt === undefined} onClick={() => pane.session?.retryNow()}>
        {t('terminal.now')}
      </Button>
    </div>
  );
};
