import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/client.js';
import type { AdminService } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { AddButton } from '../../shared/ui/AddButton.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { ListCard } from '../../shared/ui/data-table/ListCard.js';
import { EditMenu } from '../../shared/ui/EditMenu.js';
import { ServerIcon } from '../../shared/ui/icons.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { Sheet } from '../../shared/ui/Sheet.js';
import { adminServicesQuery, serviceTypesQuery } from './admin-queries.js';
import { useServiceColumns } from './service-columns.js';
import { ServiceEditor } from './ServiceEditor.js';

export const ServicesPage = () => {
  const t = useT();
  const list = useQuery(adminServicesQuery);
  const types = useQuery(serviceTypesQuery);
  const columns = useServiceColumns(types.data);
  const [edited, setEdited] = useState<AdminService | 'new'>();
  const [doomed, setDoomed] = useState<AdminService>();
  const add = <AddButton label={t('admin.serviceAdd')} onClick={() => setEdited('new')} />;
  return (
    <>
      <PageHeader
        title={t('shell.adminServices')}
        description={t('admin.servicesText')}
        actions={list.data?.length !== 0 && add}
      />
      <ListCard
        caption={t('shell.adminServices')}
        columns={columns}
        list={list}
        empty={{
          icon: <ServerIcon />,
          title: t('admin.servicesEmptyTitle'),
          text: t('admin.servicesEmptyText'),
          action: add,
        }}
        actions={(service) => (
          <EditMenu name={service.name} onEdit={() => setEdited(service)} onDelete={() => setDoomed(service)} />
        )}
      />
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
