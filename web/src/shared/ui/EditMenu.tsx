import { Pencil1Icon, TrashIcon } from '@radix-ui/react-icons';
import { useT } from '../i18n/use-t.js';
import { MenuItem, MenuSeparator } from './DropdownMenu.js';
import { RowMenu } from './RowMenu.js';

interface EditMenuProps {
  /** Of the row. */
  name: string;
  onEdit: () => void;
  onDelete: () => void;
}

/** The menu of a row that can be edited and deleted, and nothing else. */
export const EditMenu = ({ name, onEdit, onDelete }: EditMenuProps) => {
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
