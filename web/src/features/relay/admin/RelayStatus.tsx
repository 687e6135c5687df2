import type { ReactNode } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Card } from '../../../shared/ui/Card.js';
import { CopyButton } from '../../../shared/ui/CopyButton.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { bytesText } from '../../sessions/bytes-text.js';
import type { RelayPolicyState } from '../relay-types.js';

/** Whether it runs, where it is, and how much it carries now. */
export const RelayStatus = ({ state: { relay, leases } }: { state: RelayPolicyState }) => {
  const t = useT();
  const rate = leases.reduce((sum, lease) => sum + (lease.rate ? lease.rate.in + lease.rate.out : 0), 0);
  const connections = leases.reduce((sum, lease) => sum + lease.connections, 0);
  return (
    <>
      {!relay.is_running && (
        <Notice tone="warn" title={t('relay.notRunningTitle')}>
          {t('relay.notRunningText')}
        </Notice>
      )}
      <Card>
        <dl className="flex flex-wrap gap-x-12 gap-y-4">
          <Fact label={t('relay.state')}>
            <Badge tone={relay.is_running ? 'good' : 'bad'} dot>
              {relay.is_running ? t('relay.isRunning') : t('relay.isNotRunning')}
            </Badge>
          </Fact>
          <Fact label={t('relay.address')}>
            <span className="flex min-w-0 items-center gap-1">
              <code className="min-w-0 text-sm break-all">{relay.url}</code>
              <CopyButton text={relay.url} className="-my-1" />
            </span>
          </Fact>
          <Fact label={t('relay.portRange')}>
            <span className="tabular-nums">
              {relay.min_port > 0
                ? t('relay.ports', { from: String(relay.min_port), to: String(relay.max_port) })
                : t('relay.noPorts')}
            </span>
          </Fact>
          <Fact label={t('relay.overall')}>
            <span className="inline-block min-w-36 whitespace-nowrap tabular-nums">
              {t('relay.visitors', { count: connections })} ·{' '}
              {t('relay.perSecond', { amount: bytesText(Math.round(rate)) })}
            </span>
          </Fact>
        </dl>
      </Card>
    </>
  );
};

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="min-w-0">
    <dt className="text-sm text-ink-3">{label}</dt>
    <dd className="mt-1 min-w-0">{children}</dd>
  </div>
);
