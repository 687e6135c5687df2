import { Pencil1Icon, PlusIcon, TrashIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client.js';
import type { AutomodRule } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { ConfirmAction } from '../../../shared/ui/ConfirmAction.js';
import { DataTable } from '../../../shared/ui/data-table/DataTable.js';
import { MenuItem, MenuSeparator } from '../../../shared/ui/DropdownMenu.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { ShieldIcon } from '../../../shared/ui/icons.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { RowMenu } from '../../../shared/ui/RowMenu.js';
import { Sheet } from '../../../shared/ui/Sheet.js';
import { rulesQuery } from './automod-queries.js';
import { useRuleColumns } from './rule-columns.js';
import { RuleEditor } from './RuleEditor.js';
import { TryText } from './TryText.js';

export const AutomodPage = () => {
  const t = useT();
  const { data, error, refetch } = useQuery(rulesQuery);
  const columns = useRuleColumns();
  const [edited, setEdited] = useState<AutomodRule | 'new'>();
  const [doomed, setDoomed] = useState<AutomodRule>();
  const close = () => setEdited(undefined);
  const add = (
    <Button variant="primary" onClick={() => setEdited('new')}>
      <PlusIcon aria-hidden />
      {t('automod.add')}
    </Button>
  );
  return (
    <>
      <PageHeader title={t('automod.title')} description={t('automod.text')} actions={add} />
      <div className="grid gap-6">
        <Card flush>
          <DataTable
            noFilter={!data || data.length < 8}
            caption={t('automod.title')}
            columns={columns}
            rows={data}
            rowKey={({ id }) => id}
            error={error}
            onRetry={refetch}
            empty={
              <EmptyState icon={<ShieldIcon />} title={t('automod.emptyTitle')} action={add}>
                {t('automod.emptyText')}
              </EmptyState>
            }
            actions={(rule) => (
              <RowMenu label={t('admin.actionsNamed', { name: rule.name })}>
                <MenuItem icon={<Pencil1Icon />} onSelect={() => setEdited(rule)}>
                  {t('common.edit')}
                </MenuItem>
                <MenuSeparator />
                <MenuItem danger icon={<TrashIcon />} onSelect={() => setDoomed(rule)}>
                  {t('common.delete')}
                </MenuItem>
              </RowMenu>
            )}
          />
        </Card>
        {data && data.length > 0 && (
          <Card title={t('automod.try')} description={t('automod.tryText')}>
            <TryText />
          </Card>
        )}
      </div>
      <Sheet
        open={edited !== undefined}
        onOpenChange={(open) => !open && close()}
        title={edited === 'new' ? t('automod.add') : t('automod.editTitle')}
        keepOnOutsideClick
        bare
      >
        <RuleEditor rule={edited === 'new' ? undefined : edited} onDone={close} />
      </Sheet>
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={({ id }) => api.DELETE('/api/admin/automod/rules/{id}', { params: { path: { id } } })}
        stale={[rulesQuery.queryKey]}
        words={({ name }) => ({
          title: t('automod.deleteTitle', { name }),
          description: t('automod.deleteText'),
          confirmLabel: t('common.delete'),
          done: t('automod.deleted', { name }),
        })}
      />
    </>
  );
};
