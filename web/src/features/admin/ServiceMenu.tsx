import { Pencil1Icon, TrashIcon } from '@radix-ui/react-icons';
import type { AdminService } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { MenuItem, MenuSeparator } from '../../shared/ui/DropdownMenu.js';
import { RowMenu } from '../../shared/ui/RowMenu.js';

interface ServiceMenuProps {
  service: AdminService;
  onEdit: () => void;
  onDelete: () => void;
}

export const ServiceMenu = ({ service: { name }, onEdit, onDelete }: ServiceMenuProps) => {
  const t = useT();
  return (
    <RowMenu label={t('admin.actionsNamed', { name })}>
      <MenuItem icon={<Pencil1Icon />} onSelect={onEdit}>
        {t('common.edit')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger icon={<TrashIcon />} onSelect={onDelete}>
        {t('common.delete')}
      </MenuItem>
    </RowMenu>
  );
};
