import { Pencil1Icon, TrashIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.js';
import { MenuItem, MenuSeparator } from './DropdownMenu.js';
import { RowMenu } from './RowMenu.js';

interface EditMenuProps {
  /** Of the row. */
  name: string;
  onEdit: () => void;
  onDelete: () => void;
  /** Comes first. */
  before?: ReactNode;
  /** What else can be done, between editing and deleting. */
  children?: ReactNode;
}

/** The menu of a row that can be edited and deleted. */
export const EditMenu = ({ name, onEdit, onDelete, before, children }: EditMenuProps) => {
  const t = useT();
  return (
    <RowMenu name={name}>
      {before}
      <MenuItem icon={<Pencil1Icon />} onSelect={onEdit}>
        {t('common.edit')}
      </MenuItem>
      {children}
      <MenuSeparator />
      <MenuItem danger icon={<TrashIcon />} onSelect={onDelete}>
        {t('common.delete')}
      </MenuItem>
    </RowMenu>
  );
};
