import type { SanctionState } from '#libs/contracts';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';

/** What a moderator did to the reader, until when and why. */
export const SanctionWords = ({ sanction: { kind, until, reason } }: { sanction: SanctionState }) => {
  const t = useT();
  const format = useFormat();
  return (
    <>
      <span className="font-medium">
        {until === null ? t(`sanctions.${kind}`) : t(`sanctions.${kind}Until`, { time: format.dateTime(until) })}
      </span>
      {reason && <> {t('sanctions.reason', { reason })}</>}
    </>
  );
};
