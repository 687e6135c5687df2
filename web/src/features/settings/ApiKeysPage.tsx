import { PlusIcon } from '@radix-ui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import type { ApiKey } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { DataTable } from '../../shared/ui/data-table/DataTable.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { KeyIcon } from '../../shared/ui/icons.js';
import { toast } from '../../shared/ui/toast.js';
import { apiKeysQuery, useApiKeyColumns } from './api-key-columns.js';
import { ApiKeyMenu } from './ApiKeyMenu.js';
import { NewApiKeyDialog } from './NewApiKeyDialog.js';

export const ApiKeysPage = () => {
  const t = useT();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(apiKeysQuery);
  const columns = useApiKeyColumns();
  const [isCreating, setCreating] = useState(false);
  const [asked, setAsked] = useState<{ key: ApiKey; action: 'revoke' | 'delete' }>();

  const end = useMutation({
    mutationFn: async ({ key: { id }, action }: NonNullable<typeof asked>) => {
      const path = { params: { path: { id } } };
      if (action === 'revoke') await api.POST('/api/api-keys/{id}/revoke', path);
      else await body(api.DELETE('/api/api-keys/{id}', path));
    },
    onSuccess: (_, { action }) => toast.success(action === 'revoke' ? t('keys.wasRevoked') : t('keys.deleted')),
    onError: (failure) => toast.error(errorText(failure, t)),
    onSettled: () => {
      setAsked(undefined);
      return queries.invalidateQueries(apiKeysQuery);
    },
  });
  const name = asked?.key.name ?? '';
  const add = (
    <Button variant="primary" onClick={() => setCreating(true)}>
      <PlusIcon aria-hidden />
      {t('keys.apiAdd')}
    </Button>
  );

  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="text-ink-2">{t('keys.apiText')}</p>
        {data && data.length > 0 && add}
      </div>
      <Card flush>
        <DataTable
          noFilter={(data?.length ?? 0) < 8}
          caption={t('settings.apiKeys')}
          columns={columns}
          rows={data}
          rowKey={({ id }) => id}
          error={error}
          onRetry={refetch}
          empty={
            <EmptyState icon={<KeyIcon />} title={t('keys.apiEmptyTitle')} action={add}>
              {t('keys.apiEmptyText')}
            </EmptyState>
          }
          actions={(key) => (
            <ApiKeyMenu
              apiKey={key}
              onRevoke={() => setAsked({ key, action: 'revoke' })}
              onDelete={() => setAsked({ key, action: 'delete' })}
            />
          )}
        />
      </Card>
      {isCreating && <NewApiKeyDialog onClose={() => setCreating(false)} />}
      <ConfirmDialog
        open={asked !== undefined}
        onOpenChange={(open) => !open && setAsked(undefined)}
        title={asked?.action === 'revoke' ? t('keys.revokeTitle', { name }) : t('keys.deleteTitle', { name })}
        description={asked?.action === 'revoke' ? t('keys.revokeText') : t('keys.deleteKeyText')}
        confirmLabel={asked?.action === 'revoke' ? t('keys.revoke') : t('common.delete')}
        busy={end.isPending}
        onConfirm={() => asked && end.mutate(asked)}
      />
    </>
  );
};
