import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { Skeleton } from '../../shared/ui/Skeleton.js';
import { toast } from '../../shared/ui/toast.js';
import { meQuery } from '../auth/session.js';
import { BackupCodesDialog } from './BackupCodesDialog.js';
import { CodeDialog } from './CodeDialog.js';
import { TwoFactorSetupDialog } from './TwoFactorSetupDialog.js';

const twoFactorQuery = queryOptions({
  queryKey: ['two-factor'],
  queryFn: ({ signal }) => body(api.GET('/api/user/2fa/status', { signal })),
});

type Step = 'setup' | 'disable' | 'renew';

export const TwoFactorCard = () => {
  const t = useT();
  const queries = useQueryClient();
  const status = useQuery(twoFactorQuery);
  const [step, setStep] = useState<Step>();
  const [codes, setCodes] = useState<readonly string[]>();
  const refresh = () => Promise.all([queries.invalidateQueries(twoFactorQuery), queries.invalidateQueries(meQuery)]);
  const close = () => setStep(undefined);

  const disable = async (code: string) => {
    await body(api.POST('/api/user/2fa/disable', { body: { code } }));
    await refresh();
    close();
    toast.success(t('settings.twoFactorDisabled'));
  };
  const renew = async (code: string) => {
    const { backup_codes } = await body(api.POST('/api/user/2fa/backup-codes', { body: { code } }));
    await refresh();
    close();
    setCodes(backup_codes);
  };
  const enabled = async (backupCodes: readonly string[]) => {
    await refresh();
    close();
    setCodes(backupCodes);
    toast.success(t('settings.twoFactorEnabled'));
  };

  return (
    <Card
      title={t('settings.twoFactor')}
      description={t('settings.twoFactorText')}
      action={
        status.data &&
        (status.data.enabled ? (
          <Badge tone="good" dot>
            {t('settings.twoFactorOn')}
          </Badge>
        ) : (
          <Badge dot>{t('settings.twoFactorOff')}</Badge>
        ))
      }
    >
      {status.isPending && <Skeleton className="h-(--control) w-40" />}
      {status.isError && !status.data && <ErrorState error={status.error} onRetry={status.refetch} />}
      {status.data?.enabled === false && (
        <Button variant="primary" onClick={() => setStep('setup')}>
          {t('settings.twoFactorSetUp')}
        </Button>
      )}
      {status.data?.enabled && (
        <div className="flex flex-wrap items-center gap-3">
          <p className="grow text-ink-2">{t('settings.backupLeft', { count: status.data.backup_codes_remaining })}</p>
          <Button onClick={() => setStep('renew')}>{t('settings.backupRenew')}</Button>
          <Button onClick={() => setStep('disable')}>{t('settings.twoFactorDisable')}</Button>
        </div>
      )}
      {step === 'setup' && <TwoFactorSetupDialog onClose={close} onEnabled={enabled} />}
      {step === 'disable' && (
        <CodeDialog
          title={t('settings.twoFactorDisable')}
          description={t('settings.twoFactorDisableText')}
          submitLabel={t('settings.twoFactorDisable')}
          danger
          onSubmit={disable}
          onClose={close}
        />
      )}
      {step === 'renew' && (
        <CodeDialog
          title={t('settings.backupRenew')}
          description={t('settings.backupRenewText')}
          submitLabel={t('common.continue')}
          onSubmit={renew}
          onClose={close}
        />
      )}
      {codes && <BackupCodesDialog codes={codes} onClose={() => setCodes(undefined)} />}
    </Card>
  );
};
