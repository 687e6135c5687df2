import { LIMITS } from '#libs/contracts';
import { api, body } from '../../shared/api/client.js';
import type { AdminUser } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { FormDialog } from '../../shared/ui/FormDialog.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { NewPasswordField } from '../auth/NewPasswordField.js';

interface ResetPasswordDialogProps {
  user: AdminUser;
  onClose: () => void;
}

export const ResetPasswordDialog = ({ user, onClose }: ResetPasswordDialogProps) => {
  const t = useT();
  const form = useForm({
    initial: { password: '' },
    validate: ({ password }) =>
      password.length < LIMITS.password.min ? { password: t('common.tooShort', { count: LIMITS.password.min }) } : {},
    save: async (values) => {
      await body(api.POST('/api/admin/users/{id}/password', { params: { path: { id: user.id } }, body: values }));
      toast.success(t('admin.passwordReset'));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={t('admin.resetPasswordTitle', { name: user.username })}
      description={t('admin.resetPasswordText')}
      submitLabel={t('admin.resetPassword')}
    >
      <NewPasswordField
        label={t('settings.newPassword')}
        username={user.username}
        value={form.values.password}
        onChange={(password) => form.set('password', password)}
        error={form.errors['password']}
      />
    </FormDialog>
  );
};
