import { useQueryClient } from '@tanstack/react-query';
import { useT } from '../../shared/i18n/use-t.js';
import { FormDialog } from '../../shared/ui/FormDialog.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { deviceOf } from './device-name.js';
import { KeyNameField } from './KeyNameField.js';
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
    <FormDialog
      form={form}
      onClose={onClose}
      title={t('settings.passkeyAdd')}
      size="sm"
      submitLabel={t('common.continue')}
    >
      <KeyNameField form={form} label={t('settings.passkeyName')} hint={t('settings.passkeyNameHint')} />
    </FormDialog>
  );
};
