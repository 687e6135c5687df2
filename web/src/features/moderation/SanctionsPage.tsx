import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { errorText } from '../../shared/api/error-text.js';
import type { Sanction, SanctionKind } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { AddButton } from '../../shared/ui/AddButton.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { DataTable } from '../../shared/ui/data-table/DataTable.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ShieldIcon } from '../../shared/ui/icons.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { Select } from '../../shared/ui/Select.js';
import { toast } from '../../shared/ui/toast.js';
import { liftSanction, sanctionsQuery } from './moderation-queries.js';
import { useSanctionColumns } from './sanction-columns.js';
import { SanctionDialog } from './SanctionDialog.js';

/** The sanctions in force. */
export const SanctionsPage = () => {
  const t = useT();
  const queries = useQueryClient();
  const [kind, setKind] = useState<SanctionKind | ''>('');
  const { data, error, refetch, ...pages } = useInfiniteQuery(sanctionsQuery(kind || undefined));
  const columns = useSanctionColumns();
  const [isImposing, setImposing] = useState(false);
  const lift = useMutation({
    mutationFn: (sanction: Sanction) => liftSanction(sanction),
    onSuccess: (_, { username }) => toast.success(t('moderation.lifted', { name: username })),
    onError: (failure) => toast.error(errorText(failure, t)),
    onSettled: () => queries.invalidateQueries({ queryKey: ['moderation'] }),
  });
  const rows = data?.pages.flatMap(({ sanctions }) => sanctions);
  const filter = (
    <Select
      aria-label={t('moderation.kindOf')}
      className="w-full sm:w-44"
      value={kind}
      choices={[
        { value: '', label: t('moderation.allKinds') },
        { value: 'timeout', label: t('moderation.timeout') },
        { value: 'mute', label: t('moderation.mute') },
        { value: 'ban', label: t('moderation.ban') },
      ]}
      onChange={(event) => setKind(event.target.value as SanctionKind | '')}
    />
  );

  return (
    <>
      <PageHeader
        title={t('moderation.title')}
        description={t('moderation.text')}
        actions={<AddButton label={t('moderation.impose')} onClick={() => setImposing(true)} />}
      />
      <Card flush>
        {rows?.length === 0 && kind && <div className="border-b border-line px-4 py-3">{filter}</div>}
        <DataTable
          caption={t('moderation.title')}
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          error={error}
          onRetry={refetch}
          toolbar={filter}
          empty={
            <EmptyState icon={<ShieldIcon />} title={t('moderation.emptyTitle')}>
              {t('moderation.emptyText')}
            </EmptyState>
          }
          actions={(sanction) => (
            <Button
              size="sm"
              aria-label={t('moderation.liftNamed', { name: sanction.username })}
              busy={lift.isPending && lift.variables.id === sanction.id}
              onClick={() => lift.mutate(sanction)}
            >
              {t('moderation.lift')}
            </Button>
          )}
        />
        {pages.hasNextPage && (
          <div className="border-t border-line px-5 py-3 text-center">
            <Button size="sm" busy={pages.isFetchingNextPage} onClick={() => void pages.fetchNextPage()}>
              {t('moderation.showMore')}
            </Button>
          </div>
        )}
      </Card>
      {isImposing && <SanctionDialog onClose={() => setImposing(false)} />}
    </>
  );
};
