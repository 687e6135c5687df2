import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/client.js';
import type { SshKey } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { AddButton } from '../../shared/ui/AddButton.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { ListCard } from '../../shared/ui/data-table/ListCard.js';
import { KeyIcon } from '../../shared/ui/icons.js';
import { AuthorizedKeysCard } from './AuthorizedKeysCard.js';
import { NewSshKeyDialog } from './NewSshKeyDialog.js';
import { useSshKeyColumns } from './ssh-key-columns.js';
import { sshKeysQuery } from './ssh-key-queries.js';
import { SshKeyMenu } from './SshKeyMenu.js';

export const SshKeysPage = () => {
  const t = useT();
  const list = useQuery(sshKeysQuery);
  const columns = useSshKeyColumns();
  const [isCreating, setCreating] = useState(false);
  const [doomed, setDoomed] = useState<SshKey>();
  const hasKeys = list.data !== undefined && list.data.length > 0;
  const add = <AddButton label={t('keys.sshAdd')} onClick={() => setCreating(true)} />;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-2">{t('keys.sshText')}</p>
        {hasKeys && add}
      </div>
      <div className="grid gap-6">
        <ListCard
          caption={t('settings.sshKeys')}
          columns={columns}
          list={list}
          empty={{ icon: <KeyIcon />, title: t('keys.sshEmptyTitle'), text: t('keys.sshEmptyText'), action: add }}
          actions={(key) => <SshKeyMenu sshKey={key} onDelete={() => setDoomed(key)} />}
        />
        {hasKeys && <AuthorizedKeysCard />}
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
