import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import type { AdminUser } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { FormDialog } from '../../shared/ui/FormDialog.js';
import { SwitchField } from '../../shared/ui/Field.js';
import { Switch } from '../../shared/ui/Switch.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { RoleFields } from './RoleFields.js';

interface EditUserDialogProps {
  user: AdminUser;
  onClose: () => void;
}

export const EditUserDialog = ({ user, onClose }: EditUserDialogProps) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: { role: user.role, scopes: user.scopes, disabled: user.disabled },
    save: async ({ role, scopes, disabled }) => {
      const change = { role, scopes: scopes.trim(), disabled };
      await body(api.PUT('/api/admin/users/{id}', { params: { path: { id: user.id } }, body: change }));
      await queries.invalidateQueries({ queryKey: ['admin', 'users'] });
      toast.success(t('admin.userSaved'));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={t('admin.editUser', { name: user.username })}
      submitLabel={t('common.save')}
    >
      <RoleFields
        role={form.values.role}
        scopes={form.values.scopes}
        errors={form.errors}
        onRole={(role) => form.set('role', role)}
        onScopes={(scopes) => form.set('scopes', scopes)}
      />
      <SwitchField label={t('admin.accountEnabled')} hint={t('admin.accountEnabledHint')}>
        <Switch checked={!form.values.disabled} onCheckedChange={(isEnabled) => form.set('disabled', !isEnabled)} />
      </SwitchField>
    </FormDialog>
  );
};
