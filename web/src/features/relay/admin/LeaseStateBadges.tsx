import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { bytesText } from '../../sessions/bytes-text.js';
import { leaseState } from '../lease-facts.js';
import type { AdministeredLease } from '../relay-types.js';

const TONES = {
  online: 'good',
  idle: 'neutral',
  waiting: 'warn',
  denied: 'bad',
  banned: 'bad',
  ipBanned: 'bad',
} as const;

/** What keeps visitors out or lets them in, and what else holds. */
export const LeaseStateBadges = ({ lease }: { lease: AdministeredLease }) => {
  const t = useT();
  const state = leaseState(lease);
  return (
    <span className="inline-flex gap-1 max-xl:flex-wrap max-sm:justify-end">
      <Badge tone={TONES[state]} dot>
        {t(`relay.${state}`)}
      </Badge>
      {lease.bps > 0 && (
        <Badge tone="accent">
          {t('relay.limited', { rate: t('relay.perSecond', { amount: bytesText(lease.bps) }) })}
        </Badge>
      )}
      {lease.metadata.hide && <Badge>{t('relay.hidden')}</Badge>}
    </span>
  );
};
