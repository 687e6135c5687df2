import { LockOpen1Icon, Pencil1Icon, TrashIcon } from '@radix-ui/react-icons';
import type { AdminUser } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { MenuItem, MenuSeparator } from '../../shared/ui/DropdownMenu.js';
import { KeyIcon } from '../../shared/ui/icons.js';
import { RowMenu } from '../../shared/ui/RowMenu.js';
import { useMe } from '../auth/session.js';
import type { UserAction } from './UserActions.js';

interface UserMenuProps {
  user: AdminUser;
  onAction: (action: UserAction) => void;
}

export const UserMenu = ({ user, onAction }: UserMenuProps) => {
  const t = useT();
  const me = useMe();
  return (
    <RowMenu name={user.username}>
      <MenuItem icon={<Pencil1Icon />} onSelect={() => onAction('edit')}>
        {t('common.edit')}
      </MenuItem>
      <MenuItem icon={<KeyIcon />} onSelect={() => onAction('password')}>
        {t('admin.resetPassword')}
      </MenuItem>
      {user.totp_enabled && (
        <MenuItem icon={<LockOpen1Icon />} onSelect={() => onAction('two-factor')}>
          {t('admin.resetTwoFactor')}
        </MenuItem>
      )}
      {user.id !== me.id && (
        <>
          <MenuSeparator />
          <MenuItem danger icon={<TrashIcon />} onSelect={() => onAction('delete')}>
            {t('admin.deleteUser')}
          </MenuItem>
        </>
      )}
    </RowMenu>
  );
};
