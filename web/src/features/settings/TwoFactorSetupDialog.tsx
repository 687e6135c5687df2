import { useQuery } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { Dialog } from '../../shared/ui/Dialog.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { QrCode } from '../../shared/ui/QrCode.js';
import { Skeleton } from '../../shared/ui/Skeleton.js';
import { useForm } from '../../shared/ui/use-form.js';
import { CodeField } from '../auth/CodeField.js';

interface TwoFactorSetupDialogProps {
  onClose: () => void;
  onEnabled: (backupCodes: readonly string[]) => Promise<void>;
}

/** Every opening makes a new secret; it counts once a code of it is verified. */
export const TwoFactorSetupDialog = ({ onClose, onEnabled }: TwoFactorSetupDialogProps) => {
  const t = useT();
  const setup = useQuery({
    // Not below the status, whose refresh would begin another set-up.
    queryKey: ['two-factor-setup'],
    queryFn: () => body(api.POST('/api/user/2fa/setup')),
    gcTime: 0,
    staleTime: Infinity,
    retry: false,
  });
  const form = useForm({
    initial: { code: '' },
    validate: ({ code }) => (code.trim() ? {} : { code: t('common.required') }),
    save: async ({ code }) => {
      const { backup_codes } = await body(
        api.POST('/api/user/2fa/verify', { body: { code: code.replace(/\s/g, '') } }),
      );
      await onEnabled(backup_codes);
    },
  });
  const secret = setup.data?.secret ?? '';
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('settings.twoFactor')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="two-factor" variant="primary" busy={form.isBusy} disabled={!setup.data}>
            {t('settings.twoFactorEnable')}
          </Button>
        </>
      }
    >
      {setup.isError ? (
        <ErrorState error={setup.error} onRetry={setup.refetch} />
      ) : (
        <form id="two-factor" onSubmit={form.submit} noValidate className="grid gap-5">
          <div className="grid justify-items-center gap-3 text-center">
            <p className="font-medium">{t('settings.twoFactorScan')}</p>
            {setup.data ? (
              <QrCode text={setup.data.provisioning_uri} label={t('settings.qrLabel')} />
            ) : (
              <Skeleton className="size-48" />
            )}
            <p className="text-sm text-ink-2">{t('settings.twoFactorManual')}</p>
            <div className="flex min-h-(--control-sm) items-center gap-1 rounded-md bg-sunken py-0.5 pr-1 pl-3">
              <code className="text-sm break-all">{secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
              {secret && <CopyButton text={secret} />}
            </div>
          </div>
          <div className="grid gap-3">
            <p className="text-center font-medium">{t('settings.twoFactorEnter')}</p>
            <FormProblem problem={form.problem} />
            <CodeField
              name="code"
              value={form.values.code}
              error={form.errors['code']}
              onChange={(code) => form.set('code', code)}
            />
          </div>
        </form>
      )}
    </Dialog>
  );
};
