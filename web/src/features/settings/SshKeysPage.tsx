import { PlusIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/client.js';
import type { SshKey } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { DataTable } from '../../shared/ui/data-table/DataTable.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { KeyIcon } from '../../shared/ui/icons.js';
import { AuthorizedKeysCard } from './AuthorizedKeysCard.js';
import { NewSshKeyDialog } from './NewSshKeyDialog.js';
import { useSshKeyColumns } from './ssh-key-columns.js';
import { sshKeysQuery } from './ssh-key-queries.js';
import { SshKeyMenu } from './SshKeyMenu.js';

export const SshKeysPage = () => {
  const t = useT();
  const { data, error, refetch } = useQuery(sshKeysQuery);
  const columns = useSshKeyColumns();
  const [isCreating, setCreating] = useState(false);
  const [doomed, setDoomed] = useState<SshKey>();
  const add = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <PlusIcon aria-hidden />
      {t('keys.sshAdd')}
    </Button>
  );
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-2">{t('keys.sshText')}</p>
        {data && data.length > 0 && add}
      </div>
      <div className="grid gap-6">
        <Card flush>
          <DataTable
            noFilter={(data?.length ?? 0) < 8}
            caption={t('settings.sshKeys')}
            columns={columns}
            rows={data}
            rowKey={({ id }) => id}
            error={error}
            onRetry={refetch}
            empty={
              <EmptyState icon={<KeyIcon />} title={t('keys.sshEmptyTitle')} action={add}>
                {t('keys.sshEmptyText')}
              </EmptyState>
            }
            actions={(key) => <SshKeyMenu sshKey={key} onDelete={() => setDoomed(key)} />}
          />
        </Card>
        {data && data.length > 0 && <AuthorizedKeysCard />}
      </div>
      {isCreating && <NewSshKeyDialog onClose={() => setCreating(false)} />}
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={({ id }) => api.DELETE('/api/ssh-keys/{id}', { params: { path: { id } } })}
        stale={[sshKeysQuery.queryKey]}
        words={({ name }) => ({
          title: t('keys.deleteTitle', { name }),
          description: t('keys.sshDeleteText'),
          confirmLabel: t('common.delete'),
          done: t('keys.deleted'),
        })}
      />
    </>
  );
};
