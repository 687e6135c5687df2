import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import type { AdminUser } from '../../shared/api/types.js';
import { AddButton } from '../../shared/ui/AddButton.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { DataTable } from '../../shared/ui/data-table/DataTable.js';
import { SearchInput } from '../../shared/ui/SearchInput.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { USERS_A_PAGE, usersQuery } from './admin-queries.js';
import { NewUserDialog } from './NewUserDialog.js';
import { useUserColumns } from './user-columns.js';
import { UserActions, type UserAction } from './UserActions.js';
import { UserMenu } from './UserMenu.js';

export const UsersPage = () => {
  const t = useT();
  const [search, setSearch] = useState('');
  const [offset, setOffset] = useState(0);
  const { data, error, refetch } = useQuery(usersQuery(useDeferredValue(search.trim()), offset));
  const columns = useUserColumns();
  const [isCreating, setCreating] = useState(false);
  const [asked, setAsked] = useState<{ user: AdminUser; action: UserAction }>();

  return (
    <>
      <PageHeader
        title={t('shell.adminUsers')}
        description={t('admin.usersText')}
        actions={<AddButton label={t('admin.userAdd')} onClick={() => setCreating(true)} />}
      />
      <Card flush>
        <div className="border-b border-line px-5 py-3">
          <SearchInput
            label={t('admin.userSearch')}
            value={search}
            onChange={(text) => {
              setSearch(text);
              setOffset(0);
            }}
          />
        </div>
        <DataTable
          noFilter
          caption={t('shell.adminUsers')}
          columns={columns}
          rows={data?.users}
          rowKey={({ id }) => id}
          error={error}
          onRetry={refetch}
          empty={<EmptyState title={t('admin.noUsers')} />}
          actions={(user) => <UserMenu user={user} onAction={(action) => setAsked({ user, action })} />}
        />
        {data && data.total > USERS_A_PAGE && <Pages total={data.total} offset={offset} onChange={setOffset} />}
      </Card>
      {isCreating && <NewUserDialog onClose={() => setCreating(false)} />}
      {asked && <UserActions key={asked.action} {...asked} onClose={() => setAsked(undefined)} />}
    </>
  );
};

interface PagesProps {
  total: number;
  offset: number;
  onChange: (offset: number) => void;
}

const Pages = ({ total, offset, onChange }: PagesProps) => {
  const t = useT();
  const to = Math.min(offset + USERS_A_PAGE, total);
  return (
    <div className="flex items-center justify-between gap-4 border-t border-line px-5 py-3">
      <p role="status" className="text-sm text-ink-2">
        {t('admin.showing', { from: offset + 1, to, total })}
      </p>
      <div className="flex gap-2">
        <Button size="sm" disabled={offset === 0} onClick={() => onChange(Math.max(0, offset - USERS_A_PAGE))}>
          {t('admin.previous')}
        </Button>
        <Button size="sm" disabled={to >= total} onClick={() => onChange(offset + USERS_A_PAGE)}>
          {t('admin.next')}
        </Button>
      </div>
    </div>
  );
};
