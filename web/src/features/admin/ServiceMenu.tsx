import { DotsHorizontalIcon, Pencil1Icon, TrashIcon } from '@radix-ui/react-icons';
import type { AdminService } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Menu, MenuItem, MenuSeparator } from '../../shared/ui/DropdownMenu.js';

interface ServiceMenuProps {
  service: AdminService;
  onEdit: () => void;
  onDelete: () => void;
}

export const ServiceMenu = ({ service: { name }, onEdit, onDelete }: ServiceMenuProps) => {
  const t = useT();
  return (
    <Menu
      trigger={
        <Button variant="ghost" size="icon-sm" aria-label={t('admin.actionsNamed', { name })}>
          <DotsHorizontalIcon aria-hidden />
        </Button>
      }
    >
      <MenuItem icon={<Pencil1Icon />} onSelect={onEdit}>
        {t('common.edit')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger icon={<TrashIcon />} onSelect={onDelete}>
        {t('common.delete')}
      </MenuItem>
    </Menu>
  );
};
