import { CircleBackslashIcon, DotsHorizontalIcon, TrashIcon } from '@radix-ui/react-icons';
import type { ApiKey } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Menu, MenuItem } from '../../shared/ui/DropdownMenu.js';

interface ApiKeyMenuProps {
  apiKey: ApiKey;
  onRevoke: () => void;
  onDelete: () => void;
}

export const ApiKeyMenu = ({ apiKey: { name, revoked }, onRevoke, onDelete }: ApiKeyMenuProps) => {
  const t = useT();
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={t('keys.actionsNamed', { name })}>
          <DotsHorizontalIcon aria-hidden />
        </Button>
      }
    >
      {!revoked && (
        <MenuItem icon={<CircleBackslashIcon />} onSelect={onRevoke}>
          {t('keys.revoke')}
        </MenuItem>
      )}
      <MenuItem danger icon={<TrashIcon />} onSelect={onDelete}>
        {t('common.delete')}
      </MenuItem>
    </Menu>
  );
};
