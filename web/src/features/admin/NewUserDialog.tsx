import { useQueryClient } from '@tanstack/react-query';
import { LIMITS, type Role } from '#libs/contracts';
import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Dialog } from '../../shared/ui/Dialog.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { checkAccount } from '../auth/account-checks.js';
import { NewPasswordField } from '../auth/NewPasswordField.js';
import { RoleFields } from './RoleFields.js';

export const NewUserDialog = ({ onClose }: { onClose: () => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const { min, max } = LIMITS.username;
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
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={t('admin.userAdd')}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="new-user" variant="primary" busy={form.isBusy}>
            {t('common.create')}
          </Button>
        </>
      }
    >
      <form id="new-user" onSubmit={form.submit} noValidate className="grid gap-5">
        <FormProblem problem={form.problem} />
        <Field label={t('auth.username')} hint={t('auth.usernameHint', { min, max })} error={form.errors['username']}>
          <Input
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={max}
            value={form.values.username}
            onChange={(event) => form.set('username', event.target.value)}
          />
        </Field>
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
      </form>
    </Dialog>
  );
};
