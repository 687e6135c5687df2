import { useQueryClient } from '@tanstack/react-query';
import type { Role } from '#libs/contracts';
import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { FormDialog } from '../../shared/ui/FormDialog.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { checkAccount } from '../auth/account-checks.js';
import { NewPasswordField } from '../auth/NewPasswordField.js';
import { UsernameField } from '../auth/UsernameField.js';
import { RoleFields } from './RoleFields.js';

export const NewUserDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: { username: '', password: '', role: 'user' as Role, scopes: 'access:*' },
    validate: (values) => checkAccount(values, t),
    save: async (values) => {
      await body(api.POST('/api/admin/users', { body: { ...values, scopes: values.scopes.trim() } }));
      await queries.invalidateQueries({ queryKey: ['admin', 'users'] });
      toast.success(t('admin.userCreated'));
      onClose();
    },
  });
  return (
    <FormDialog form={form} onClose={onClose} title={t('admin.userAdd')} submitLabel={t('common.create')}>
      <UsernameField
        autoFocus
        autoComplete="off"
        value={form.values.username}
        onChange={(username) => form.set('username', username)}
        error={form.errors['username']}
      />
      <NewPasswordField
        label={t('auth.password')}
        username={form.values.username}
        value={form.values.password}
        onChange={(password) => form.set('password', password)}
        error={form.errors['password']}
      />
      <RoleFields
        role={form.values.role}
        scopes={form.values.scopes}
        errors={form.errors}
        onRole={(role) => form.set('role', role)}
        onScopes={(scopes) => form.set('scopes', scopes)}
      />
    </FormDialog>
  );
};
