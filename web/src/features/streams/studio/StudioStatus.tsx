import { errorText } from '../../../shared/api/error-text.js';
import type { LabelKey } from '../../../shared/i18n/catalogue.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { Spinner } from '../../../shared/ui/Spinner.js';
import type { CaptureFault } from './capture.js';
import type { Studio } from './use-studio.js';

const FAULT_WORDS: Record<CaptureFault, LabelKey> = {
  denied: 'streams.faultDenied',
  missing: 'streams.faultMissing',
  busy: 'streams.faultBusy',
  unsupported: 'streams.faultUnsupported',
};

/** How it goes, in words. */
export const StudioStatus = ({ studio: { state, fault, retryNow } }: { studio: Studio }) => {
  const t = useT();
  const format = useFormat();
  return (
    <div role="status" className="grid gap-2 empty:hidden">
      {fault && <Notice tone="bad">{t(FAULT_WORDS[fault])}</Notice>}
      {state.name === 'off' && state.problem && <Notice tone="bad">{errorText(state.problem, t)}</Notice>}
      {state.name === 'connecting' && (
        <p className="flex items-center gap-2 text-ink-2">
          <Spinner />
          {t('streams.connecting')}
        </p>
      )}
      {state.name === 'live' && (
        <p className="font-medium text-good">
          {t('streams.onAirFor', { time: format.dateTime(new Date(state.since).toISOString()) })}
        </p>
      )}
      {state.name === 'reconnecting' && (
        <Notice tone="warn" title={t('streams.reconnecting')}>
          <span className="flex flex-wrap items-center justify-between gap-2">
            {t('streams.gracePeriod')}
            <Button onClick={retryNow}>{t('streams.reconnectNow')}</Button>
          </span>
        </Notice>
      )}
    </div>
  );
};
