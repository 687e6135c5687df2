import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import type { AdminUser } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { ConfirmDialog } from '../../shared/ui/ConfirmDialog.js';
import { toast } from '../../shared/ui/toast.js';
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
  const queries = useQueryClient();
  const path = { params: { path: { id: user.id } } };
  const run = useMutation({
    mutationFn: () =>
      action === 'delete'
        ? body(api.DELETE('/api/admin/users/{id}', path))
        : body(api.POST('/api/admin/users/{id}/2fa/reset', path)),
    onSuccess: () =>
      toast.success(action === 'delete' ? t('admin.userDeleted', { name: user.username }) : t('admin.twoFactorReset')),
    onError: (error) => toast.error(errorText(error, t)),
    onSettled: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: ['admin', 'users'] });
    },
  });
  const confirm = {
    open: true,
    onOpenChange: (open: boolean) => !open && onClose(),
    busy: run.isPending,
    onConfirm: () => run.mutate(),
  };

  switch (action) {
    case 'edit':
      return <EditUserDialog user={user} onClose={onClose} />;
    case 'password':
      return <ResetPasswordDialog user={user} onClose={onClose} />;
    case 'two-factor':
      return (
        <ConfirmDialog
          {...confirm}
          title={t('admin.resetTwoFactorTitle', { name: user.username })}
          description={t('admin.resetTwoFactorText')}
          confirmLabel={t('admin.resetTwoFactor')}
        />
      );
    case 'delete':
      return (
        <ConfirmDialog
          {...confirm}
          typeToConfirm={user.username}
          title={t('admin.deleteUserTitle', { name: user.username })}
          description={t('admin.deleteUserText')}
          confirmLabel={t('admin.deleteUser')}
        />
      );
  }
};
