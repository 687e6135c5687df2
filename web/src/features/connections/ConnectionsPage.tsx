import { UploadIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { AddButton } from '../../shared/ui/AddButton.js';
import { Button } from '../../shared/ui/Button.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { Sheet } from '../../shared/ui/Sheet.js';
import { ConnectionEditor } from './ConnectionEditor.js';
import { connectionsQuery, connectionTypesQuery } from './connection-queries.js';
import { ConnectionTable } from './ConnectionTable.js';
import { ImportDialog } from './ImportDialog.js';

const route = getRouteApi('/shell/connections');

export const ConnectionsPage = () => {
  const t = useT();
  const { edit, q = '', tag } = route.useSearch();
  const navigate = route.useNavigate();
  const list = useQuery(connectionsQuery);
  const types = useQuery(connectionTypesQuery);
  const [isImporting, setImporting] = useState(false);
  const edited = list.data?.find(({ id }) => id === edit);
  const isOpen = edit === 'new' || edited !== undefined;
  const show = (id: string | undefined) => void navigate({ search: (before) => ({ ...before, edit: id }) });

  return (
    <>
      <PageHeader
        title={t('connections.title')}
        description={t('connections.text')}
        actions={
          <>
            <Button onClick={() => setImporting(true)}>
              <UploadIcon aria-hidden />
              {t('connections.import')}
            </Button>
            {list.data?.length !== 0 && <AddButton label={t('connections.add')} onClick={() => show('new')} />}
          </>
        }
      />
      <ConnectionTable
        list={list}
        types={types.data}
        filter={q}
        tag={tag}
        onFilter={(next) => navigate({ search: (before) => ({ ...before, q: next || undefined }), replace: true })}
        onTag={(next) => navigate({ search: (before) => ({ ...before, tag: next }), replace: true })}
        onEdit={show}
      />
      <Sheet
        open={isOpen}
        onOpenChange={(open) => !open && show(undefined)}
        title={edited ? t('connections.editTitle') : t('connections.newTitle')}
        keepOnOutsideClick
        bare
      >
        <ConnectionEditor key={edit} connection={edited} types={types} onDone={() => show(undefined)} />
      </Sheet>
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
    </>
  );
};
