import { api } from '../../shared/api/client.js';
import type { AdminUser } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { EditUserDialog } from './EditUserDialog.js';
import { ResetPasswordDialog } from './ResetPasswordDialog.js';

export type UserAction = 'edit' | 'password' | 'two-factor' | 'delete';

interface UserActionsProps {
  user: AdminUser;
  action: UserAction;
  onClose: () => void;
}

/** The dialog of whatever was chosen from a user's menu. */
export const UserActions = ({ user, action, onClose }: UserActionsProps) => {
  const t = useT();
  const path = { params: { path: { id: user.id } } };
  const name = user.username;

  switch (action) {
    case 'edit':
      return <EditUserDialog user={user} onClose={onClose} />;
    case 'password':
      return <ResetPasswordDialog user={user} onClose={onClose} />;
    case 'two-factor':
      return (
        <ConfirmAction
          subject={user}
          onClose={onClose}
          run={() => api.POST('/api/admin/users/{id}/2fa/reset', path)}
          stale={[['admin', 'users']]}
          words={() => ({
            title: t('admin.resetTwoFactorTitle', { name }),
            description: t('admin.resetTwoFactorText'),
            confirmLabel: t('admin.resetTwoFactor'),
            done: t('admin.twoFactorReset'),
          })}
        />
      );
    case 'delete':
      return (
        <ConfirmAction
          subject={user}
          onClose={onClose}
          run={() => api.DELETE('/api/admin/users/{id}', path)}
          stale={[['admin', 'users']]}
          words={() => ({
            title: t('admin.deleteUserTitle', { name }),
            description: t('admin.deleteUserText'),
            confirmLabel: t('admin.deleteUser'),
            done: t('admin.userDeleted', { name }),
            typeToConfirm: name,
          })}
        />
      );
  }
};
