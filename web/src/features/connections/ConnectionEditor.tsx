import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../shared/api/client.js';
import type { Connection, ConnectionType } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { SheetBody } from '../../shared/ui/Sheet.js';
import { SkeletonRows } from '../../shared/ui/Skeleton.js';
import { SheetForm } from '../../shared/ui/SheetForm.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { ConnectionFields } from './ConnectionFields.js';
import { checkConnection, connectionBody, initialConnection } from './connection-form.js';
import { HostKeyPanel } from './HostKeyPanel.js';
import { useOpenConnection } from './open-viewer.js';

type Types = Record<string, ConnectionType>;

interface ConnectionEditorProps {
  /** Absent for a new one. */
  connection: Connection | undefined;
  types: UseQueryResult<Types>;
  onDone: () => void;
}

export const ConnectionEditor = ({ types, ...props }: ConnectionEditorProps) => {
  if (types.data) return <EditorForm types={types.data} {...props} />;
  return (
    <SheetBody>{types.error ? <ErrorState error={types.error} onRetry={types.refetch} /> : <SkeletonRows />}</SheetBody>
  );
};

const EditorForm = ({ connection, types, onDone }: Omit<ConnectionEditorProps, 'types'> & { types: Types }) => {
  const t = useT();
  const queries = useQueryClient();
  const open = useOpenConnection();
  const [isConnecting, setConnecting] = useState(false);

  const form = useForm({
    initial: initialConnection(types, connection),
    extraFields: Object.values(types).flatMap(({ config_schema }) =>
      Object.keys(config_schema.properties).map((name) => `config.${name}`),
    ),
    validate: (values) => checkConnection(values, types[values.type], connection, t),
    save: async (values, intent) => {
      setConnecting(intent === 'connect');
      const type = types[values.type];
      if (!type) return;
      const entry = connectionBody(values, type, connection);
      const saved = connection
        ? await body(api.PUT('/api/connections/{id}', { params: { path: { id: connection.id } }, body: entry }))
        : await body(api.POST('/api/connections', { body: { ...entry, type: values.type as 'ssh' } }));
      await queries.invalidateQueries({ queryKey: ['connections'] });
      toast.success(connection ? t('connections.saved') : t('connections.created'));
      if (intent === 'connect') open(saved);
      else onDone();
    },
  });

  return (
    <SheetForm
      form={form}
      onCancel={onDone}
      buttons={
        <>
          <Button type="submit" busy={form.isBusy && !isConnecting} disabled={form.isBusy}>
            {t('common.save')}
          </Button>
          <Button
            type="submit"
            variant="primary"
            busy={form.isBusy && isConnecting}
            disabled={form.isBusy}
            value="connect"
          >
            {t('connections.saveAndConnect')}
          </Button>
        </>
      }
    >
      <ConnectionFields form={form} types={types} connection={connection} />
      {connection && <HostKeyPanel owner={{ connection: connection.id }} />}
    </SheetForm>
  );
};
