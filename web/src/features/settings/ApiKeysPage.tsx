import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/client.js';
import type { ApiKey } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { AddButton } from '../../shared/ui/AddButton.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { ListCard } from '../../shared/ui/data-table/ListCard.js';
import { KeyIcon } from '../../shared/ui/icons.js';
import { apiKeysQuery, useApiKeyColumns } from './api-key-columns.js';
import { ApiKeyMenu } from './ApiKeyMenu.js';
import { NewApiKeyDialog } from './NewApiKeyDialog.js';

export const ApiKeysPage = () => {
  const t = useT();
  const list = useQuery(apiKeysQuery);
  const columns = useApiKeyColumns();
  const [isCreating, setCreating] = useState(false);
  const [revoked, setRevoked] = useState<ApiKey>();
  const [doomed, setDoomed] = useState<ApiKey>();
  const add = <AddButton label={t('keys.apiAdd')} onClick={() => setCreating(true)} />;

  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-2">{t('keys.apiText')}</p>
        {list.data && list.data.length > 0 && add}
      </div>
      <ListCard
        caption={t('settings.apiKeys')}
        columns={columns}
        list={list}
        empty={{ icon: <KeyIcon />, title: t('keys.apiEmptyTitle'), text: t('keys.apiEmptyText'), action: add }}
        actions={(key) => <ApiKeyMenu apiKey={key} onRevoke={() => setRevoked(key)} onDelete={() => setDoomed(key)} />}
      />
      {isCreating && <NewApiKeyDialog onClose={() => setCreating(false)} />}
      <ConfirmAction
        subject={revoked}
        onClose={() => setRevoked(undefined)}
        run={({ id }) => api.POST('/api/api-keys/{id}/revoke', { params: { path: { id } } })}
        stale={[apiKeysQuery.queryKey]}
        words={({ name }) => ({
          title: t('keys.revokeTitle', { name }),
          description: t('keys.revokeText'),
          confirmLabel: t('keys.revoke'),
          done: t('keys.wasRevoked'),
        })}
      />
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={({ id }) => api.DELETE('/api/api-keys/{id}', { params: { path: { id } } })}
        stale={[apiKeysQuery.queryKey]}
        words={({ name }) => ({
          title: t('keys.deleteTitle', { name }),
          description: t('keys.deleteKeyText'),
          confirmLabel: t('common.delete'),
          done: t('keys.deleted'),
        })}
      />
    </>
  );
};
