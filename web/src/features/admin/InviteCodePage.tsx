import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/client.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { SwitchField } from '../../shared/ui/Field.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { Skeleton } from '../../shared/ui/Skeleton.js';
import { Switch } from '../../shared/ui/Switch.js';
import { inviteQuery, useSettingsSwitch } from './admin-queries.js';

export const InviteCodePage = () => {
  const t = useT();
  const format = useFormat();
  const { data, error, refetch } = useQuery(inviteQuery);
  const change = useSettingsSwitch();
  const [isAsking, setAsking] = useState(false);
  const isOpen = change.isPending ? (change.variables.registration_open ?? false) : (data?.registration_open ?? false);
  const page = `${location.origin}/register`;

  return (
    <>
      <PageHeader title={t('shell.adminInvites')} description={t('admin.inviteText')} />
      {!data && error ? (
        <Card>
          <ErrorState error={error} onRetry={refetch} />
        </Card>
      ) : (
        <div className="grid max-w-3xl gap-6">
          <Card>
            <SwitchField label={t('admin.registration')} hint={t('admin.registrationHint')}>
              <Switch
                checked={isOpen}
                disabled={!data}
                onCheckedChange={(isOn) => change.mutate({ registration_open: isOn })}
              />
            </SwitchField>
          </Card>
          <Card
            title={t('admin.inviteCode')}
            action={<Button onClick={() => setAsking(true)}>{t('admin.inviteRotate')}</Button>}
          >
            {data ? (
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                <code className="text-xl font-semibold tracking-wider select-all">{data.code}</code>
                <CopyButton text={data.code} />
              </div>
            ) : (
              <Skeleton className="h-8 w-48" />
            )}
            <p className="mt-1 min-h-5 text-sm text-ink-2">
              {data && t('admin.inviteUntil', { time: format.dateTime(data.valid_until) })}
            </p>
            <p className="mt-4 text-sm font-medium">{t('admin.inviteLink')}</p>
            <div className="flex items-center gap-1">
              <code className="min-w-0 truncate text-sm text-ink-2">{page}</code>
              <CopyButton text={page} />
            </div>
          </Card>
        </div>
      )}
      <ConfirmAction
        subject={isAsking || undefined}
        onClose={() => setAsking(false)}
        run={() => api.POST('/api/admin/invite-code/rotate')}
        stale={[inviteQuery.queryKey]}
        words={() => ({
          title: t('admin.inviteRotateTitle'),
          description: t('admin.inviteRotateText'),
          confirmLabel: t('admin.inviteRotate'),
          done: t('admin.inviteRotated'),
        })}
      />
    </>
  );
};
