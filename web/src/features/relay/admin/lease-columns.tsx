import { ExternalLinkIcon } from '@radix-ui/react-icons';
import { useMemo } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import type { Column } from '../../../shared/ui/data-table/arrange-rows.js';
import { CopyableAddress } from '../CopyableAddress.js';
import { addressesOf, leaseState, publicUrl } from '../lease-facts.js';
import type { AdministeredLease, RelayFacts } from '../relay-types.js';
import { LeaseStateBadges } from './LeaseStateBadges.js';
import { TrafficCell } from './TrafficCell.js';

const rateOf = ({ rate }: AdministeredLease): number => (rate ? rate.in + rate.out : 0);

export const useLeaseColumns = (relay: Pick<RelayFacts, 'url'> | undefined): Column<AdministeredLease>[] => {
  const t = useT();
  const root = relay?.url;
  return useMemo(
    () => [
      {
        key: 'name',
        header: t('relay.service'),
        sortBy: ({ name }) => name,
        text: ({ name, hostname, metadata: { description, owner, tags } }) =>
          [name, hostname, description, owner, ...(tags ?? [])].join(' '),
        cell: (lease) => <LeaseName lease={lease} url={root && publicUrl(lease.hostname, { url: root })} />,
      },
      {
        key: 'state',
        header: t('relay.state'),
        sortBy: leaseState,
        text: (lease) => t(`relay.${leaseState(lease)}`),
        cell: (lease) => <LeaseStateBadges lease={lease} />,
      },
      {
        key: 'sessions',
        header: t('relay.sessions'),
        sortBy: ({ connections }) => connections,
        cell: ({ ready, connections }) => (
          <span className="grid text-sm whitespace-nowrap text-ink-2 tabular-nums">
            <span>{t('relay.readySessions', { count: ready })}</span>
            <span className={connections > 0 ? 'text-ink' : 'text-ink-3'}>
              {t('relay.visitors', { count: connections })}
            </span>
          </span>
        ),
      },
      {
        key: 'traffic',
        header: t('relay.traffic'),
        sortBy: rateOf,
        cell: (lease) => <TrafficCell lease={lease} />,
      },
      {
        key: 'identity',
        header: t('relay.identity'),
        from: 'xl',
        text: ({ identity_key, client_ip, reported_ip }) => `${identity_key} ${client_ip} ${reported_ip}`,
        cell: (lease) => (
          <span className="grid justify-items-start max-sm:justify-items-end">
            <CopyableAddress address={lease.address} name={lease.name} />
            {addressesOf(lease).map((ip) => (
              <span key={ip} className="font-mono text-xs text-ink-3">
                {ip}
              </span>
            ))}
          </span>
        ),
      },
    ],
    [t, root],
  );
};

const LeaseName = ({ lease, url }: { lease: AdministeredLease; url: string | undefined }) => (
  <span className="block min-w-40 py-1 sm:max-w-40 lg:max-w-48 xl:max-w-72">
    <span className="block truncate font-medium">{lease.name}</span>
    {url ? (
      <a
        href={url}
        target="_blank"
        rel="noreferrer"
        className="inline-flex max-w-full items-center gap-1 rounded-sm text-sm text-accent-ink underline-offset-4 hover:underline"
      >
        <span className="truncate">{lease.hostname}</span>
        <ExternalLinkIcon aria-hidden className="size-3.5 shrink-0" />
      </a>
    ) : (
      <span className="block truncate text-sm text-ink-2">{lease.hostname}</span>
    )}
    {lease.tcp_addr && <span className="block truncate font-mono text-xs text-ink-3">{lease.tcp_addr}</span>}
  </span>
);
