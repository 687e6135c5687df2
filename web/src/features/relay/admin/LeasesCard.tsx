import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Card } from '../../../shared/ui/Card.js';
import { DataTable } from '../../../shared/ui/data-table/DataTable.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { RelayIcon } from '../../../shared/ui/icons.js';
import type { AdministeredLease, RelayPolicyState } from '../relay-types.js';
import { useLeaseColumns } from './lease-columns.js';
import { LeaseMenu, type LeaseQuestion } from './LeaseMenu.js';
import { LeaseQuestions } from './LeaseQuestions.js';
import { useUnbanIp } from './use-unban-ip.js';

/** All leases, as they are now. */
export const LeasesCard = ({ query: { data, error, refetch } }: { query: UseQueryResult<RelayPolicyState> }) => {
  const t = useT();
  const columns = useLeaseColumns(data?.relay);
  const unbanIp = useUnbanIp();
  const [asked, setAsked] = useState<{ lease: AdministeredLease; question: LeaseQuestion }>();
  return (
    <Card title={t('relay.leases')} flush>
      <DataTable
        caption={t('relay.leases')}
        columns={columns}
        rows={data?.leases}
        rowKey={({ identity_key }) => identity_key}
        error={error}
        onRetry={refetch}
        empty={
          <EmptyState icon={<RelayIcon />} title={t('relay.leasesEmpty')}>
            {t('relay.leasesEmptyText')}
          </EmptyState>
        }
        actions={(lease) => (
          <LeaseMenu
            lease={lease}
            bannedIps={data?.banned_ips ?? []}
            onAsk={(question) => setAsked({ lease, question })}
            onUnbanIp={(ip) => unbanIp.mutate(ip)}
          />
        )}
      />
      {asked && <LeaseQuestions {...asked} onClose={() => setAsked(undefined)} />}
    </Card>
  );
};
