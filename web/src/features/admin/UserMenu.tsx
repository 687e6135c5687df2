import { DotsHorizontalIcon, LockOpen1Icon, Pencil1Icon, TrashIcon } from '@radix-ui/react-icons';
import type { AdminUser } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Menu, MenuItem, MenuSeparator } from '../../shared/ui/DropdownMenu.js';
import { KeyIcon } from '../../shared/ui/icons.js';
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
    <Menu
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={t('admin.actionsNamed', { name: user.username })}>
          <DotsHorizontalIcon aria-hidden />
        </Button>
      }
    >
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
    </Menu>
  );
};
