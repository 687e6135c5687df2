import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../../shared/api/client.js';
import type { AutomodRule } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { AddButton } from '../../../shared/ui/AddButton.js';
import { Card } from '../../../shared/ui/Card.js';
import { ConfirmAction } from '../../../shared/ui/ConfirmAction.js';
import { ListCard } from '../../../shared/ui/data-table/ListCard.js';
import { EditMenu } from '../../../shared/ui/EditMenu.js';
import { ShieldIcon } from '../../../shared/ui/icons.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { Sheet } from '../../../shared/ui/Sheet.js';
import { rulesQuery } from './automod-queries.js';
import { useRuleColumns } from './rule-columns.js';
import { RuleEditor } from './RuleEditor.js';
import { TryText } from './TryText.js';

export const AutomodPage = () => {
  const t = useT();
  const list = useQuery(rulesQuery);
  const columns = useRuleColumns();
  const [edited, setEdited] = useState<AutomodRule | 'new'>();
  const [doomed, setDoomed] = useState<AutomodRule>();
  const close = () => setEdited(undefined);
  const add = <AddButton label={t('automod.add')} onClick={() => setEdited('new')} />;
  return (
    <>
      <PageHeader title={t('automod.title')} description={t('automod.text')} actions={list.data?.length !== 0 && add} />
      <div className="grid gap-6">
        <ListCard
          caption={t('automod.title')}
          columns={columns}
          list={list}
          empty={{ icon: <ShieldIcon />, title: t('automod.emptyTitle'), text: t('automod.emptyText'), action: add }}
          actions={(rule) => (
            <EditMenu name={rule.name} onEdit={() => setEdited(rule)} onDelete={() => setDoomed(rule)} />
          )}
        />
        {list.data && list.data.length > 0 && (
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
