import { PlusIcon } from '@radix-ui/react-icons';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import type { AdminService } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { DataTable } from '../../shared/ui/data-table/DataTable.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ServerIcon } from '../../shared/ui/icons.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { Sheet } from '../../shared/ui/Sheet.js';
import { toast } from '../../shared/ui/toast.js';
import { adminServicesQuery, serviceTypesQuery } from './admin-queries.js';
import { useServiceColumns } from './service-columns.js';
import { ServiceEditor } from './ServiceEditor.js';
import { ServiceMenu } from './ServiceMenu.js';

export const ServicesPage = () => {
  const t = useT();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(adminServicesQuery);
  const types = useQuery(serviceTypesQuery);
  const columns = useServiceColumns(types.data);
  const [edited, setEdited] = useState<AdminService | 'new'>();
  const [doomed, setDoomed] = useState<AdminService>();
  const remove = useMutation({
    mutationFn: ({ id }: AdminService) => body(api.DELETE('/api/admin/services/{id}', { params: { path: { id } } })),
    onSuccess: (_, { name }) => toast.success(t('admin.serviceDeleted', { name })),
    onError: (failure) => toast.error(errorText(failure, t)),
    onSettled: () => {
      setDoomed(undefined);
      return Promise.all([
        queries.invalidateQueries(adminServicesQuery),
        queries.invalidateQueries({ queryKey: ['services'] }),
      ]);
    },
  });
  const add = (
    <Button variant="primary" onClick={() => setEdited('new')}>
      <PlusIcon aria-hidden />
      {t('admin.serviceAdd')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('shell.adminServices')} description={t('admin.servicesText')} actions={add} />
      <Card flush>
        <DataTable
          caption={t('shell.adminServices')}
          columns={columns}
          rows={data}
          rowKey={({ id }) => id}
          error={error}
          onRetry={refetch}
          empty={
            <EmptyState icon={<ServerIcon />} title={t('admin.servicesEmptyTitle')} action={add}>
              {t('admin.servicesEmptyText')}
            </EmptyState>
          }
          actions={(service) => (
            <ServiceMenu service={service} onEdit={() => setEdited(service)} onDelete={() => setDoomed(service)} />
          )}
        />
      </Card>
      <Sheet
        open={edited !== undefined}
        onOpenChange={(open) => !open && setEdited(undefined)}
        title={edited === 'new' ? t('admin.serviceAdd') : t('admin.serviceEdit')}
        keepOnOutsideClick
        bare
      >
        <ServiceEditor
          service={edited === 'new' ? undefined : edited}
          types={types}
          onDone={() => setEdited(undefined)}
        />
      </Sheet>
      <ConfirmDialog
        open={doomed !== undefined}
        onOpenChange={(open) => !open && setDoomed(undefined)}
        title={t('admin.deleteServiceTitle', { name: doomed?.name ?? '' })}
        description={t('admin.deleteServiceText')}
        confirmLabel={t('common.delete')}
        busy={remove.isPending}
        onConfirm={() => doomed && remove.mutate(doomed)}
      />
    </>
  );
};
