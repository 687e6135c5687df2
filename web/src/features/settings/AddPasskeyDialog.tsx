import { useQueryClient } from '@tanstack/react-query';
import { LIMITS } from '#libs/contracts';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Dialog } from '../../shared/ui/Dialog.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { deviceOf } from './device-name.js';
import { addPasskey, passkeysQuery } from './passkeys.js';

export const AddPasskeyDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: { name: deviceOf(navigator.userAgent).system ?? '' },
    validate: ({ name }) => (name.trim() ? {} : { name: t('common.required') }),
    explain: (error) => {
      if (!(error instanceof Error)) return undefined;
      if (error.name === 'NotAllowedError') return t('auth.passkeyCancelled');
      return error.name === 'InvalidStateError' ? t('settings.passkeyKnown') : undefined;
    },
    save: async ({ name }) => {
      await addPasskey(name.trim());
      await queries.invalidateQueries(passkeysQuery);
      toast.success(t('settings.passkeyAdded'));
      onClose();
    },
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('settings.passkeyAdd')}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="add-passkey" variant="primary" busy={form.isBusy}>
            {t('common.continue')}
          </Button>
        </>
      }
    >
      <form id="add-passkey" onSubmit={form.submit} noValidate className="grid gap-4">
        <FormProblem problem={form.problem} />
        <Field label={t('settings.passkeyName')} hint={t('settings.passkeyNameHint')} error={form.errors['name']}>
          <Input
            autoFocus
            autoComplete="off"
            maxLength={LIMITS.keyName}
            value={form.values.name}
            onChange={(event) => form.set('name', event.target.value)}
          />
        </Field>
      </form>
    </Dialog>
  );
};
