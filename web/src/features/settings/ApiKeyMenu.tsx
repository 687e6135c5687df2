import { CircleBackslashIcon, TrashIcon } from '@radix-ui/react-icons';
import type { ApiKey } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { MenuItem } from '../../shared/ui/DropdownMenu.js';
import { RowMenu } from '../../shared/ui/RowMenu.js';

interface ApiKeyMenuProps {
  apiKey: ApiKey;
  onRevoke: () => void;
  onDelete: () => void;
}

export const ApiKeyMenu = ({ apiKey: { name, revoked }, onRevoke, onDelete }: ApiKeyMenuProps) => {
  const t = useT();
  return (
    <RowMenu name={name}>
      {!revoked && (
        <MenuItem icon={<CircleBackslashIcon />} onSelect={onRevoke}>
          {t('keys.revoke')}
        </MenuItem>
      )}
      <MenuItem danger icon={<TrashIcon />} onSelect={onDelete}>
        {t('common.delete')}
      </MenuItem>
    </RowMenu>
  );
};
