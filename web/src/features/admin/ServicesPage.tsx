import { PlusIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/client.js';
import type { AdminService } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { DataTable } from '../../shared/ui/data-table/DataTable.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ServerIcon } from '../../shared/ui/icons.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { Sheet } from '../../shared/ui/Sheet.js';
import { adminServicesQuery, serviceTypesQuery } from './admin-queries.js';
import { useServiceColumns } from './service-columns.js';
import { ServiceEditor } from './ServiceEditor.js';
import { ServiceMenu } from './ServiceMenu.js';

export const ServicesPage = () => {
  const t = useT();
  const { data, error, refetch } = useQuery(adminServicesQuery);
  const types = useQuery(serviceTypesQuery);
  const columns = useServiceColumns(types.data);
  const [edited, setEdited] = useState<AdminService | 'new'>();
  const [doomed, setDoomed] = useState<AdminService>();
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
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={({ id }) => api.DELETE('/api/admin/services/{id}', { params: { path: { id } } })}
        stale={[adminServicesQuery.queryKey, ['services']]}
        words={({ name }) => ({
          title: t('admin.deleteServiceTitle', { name }),
          description: t('admin.deleteServiceText'),
          confirmLabel: t('common.delete'),
          done: t('admin.serviceDeleted', { name }),
        })}
      />
    </>
  );
};
