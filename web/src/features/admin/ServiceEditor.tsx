import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import type { AdminService, ConnectionType } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { SheetBody } from '../../shared/ui/Sheet.js';
import { SkeletonRows } from '../../shared/ui/Skeleton.js';
import { SheetForm } from '../../shared/ui/SheetForm.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { HostKeyPanel } from '../connections/HostKeyPanel.js';
import { adminServicesQuery } from './admin-queries.js';
import { checkService, initialService, serviceBody } from './service-form.js';
import { ServiceFields } from './ServiceFields.js';

type Types = Record<string, ConnectionType>;

interface ServiceEditorProps {
  /** Absent for a new one. */
  service: AdminService | undefined;
  types: UseQueryResult<Types>;
  onDone: () => void;
}

export const ServiceEditor = ({ types, ...props }: ServiceEditorProps) => {
  if (types.data) return <EditorForm types={types.data} {...props} />;
  return (
    <SheetBody>{types.error ? <ErrorState error={types.error} onRetry={types.refetch} /> : <SkeletonRows />}</SheetBody>
  );
};

const EditorForm = ({ service, types, onDone }: Omit<ServiceEditorProps, 'types'> & { types: Types }) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: initialService(types, service),
    extraFields: Object.values(types).flatMap(({ config_schema }) =>
      Object.keys(config_schema.properties).map((name) => `config.${name}`),
    ),
    validate: (values) => checkService(values, types[values.plugin], service, t),
    save: async (values) => {
      const type = types[values.plugin];
      if (!type) return;
      const entry = serviceBody(values, type, service);
      if (service)
        await body(api.PUT('/api/admin/services/{id}', { params: { path: { id: service.id } }, body: entry }));
      else await body(api.POST('/api/admin/services', { body: { ...entry, plugin: values.plugin as 'ssh' } }));
      await Promise.all([
        queries.invalidateQueries(adminServicesQuery),
        queries.invalidateQueries({ queryKey: ['services'] }),
      ]);
      toast.success(service ? t('admin.serviceSaved') : t('admin.serviceCreated'));
      onDone();
    },
  });
  return (
    <SheetForm form={form} onCancel={onDone}>
      <ServiceFields form={form} types={types} service={service} />
      {service?.host && <HostKeyPanel owner={{ service: service.id }} />}
    </SheetForm>
  );
};
