import { CopyIcon, DrawingPinIcon } from '@radix-ui/react-icons';
import type { Connection } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { MenuItem } from '../../shared/ui/DropdownMenu.js';
import { EditMenu } from '../../shared/ui/EditMenu.js';
import { useOpenConnection } from './open-viewer.js';

interface ConnectionRowActionsProps {
  connection: Connection;
  onEdit: () => void;
  onPin: () => void;
  onDuplicate: () => void;
  onDelete: () => void;
}

export const ConnectionRowActions = ({
  connection,
  onEdit,
  onPin,
  onDuplicate,
  onDelete,
}: ConnectionRowActionsProps) => {
  const t = useT();
  const open = useOpenConnection();
  const { name, is_pinned: isPinned } = connection;
  return (
    <span className="inline-flex items-center gap-1">
      <Button size="sm" onClick={() => open(connection)} aria-label={t('connections.openNamed', { name })}>
        {t('connections.open')}
      </Button>
      <EditMenu name={name} onEdit={onEdit} onDelete={onDelete}>
        <MenuItem icon={<DrawingPinIcon />} onSelect={onPin}>
          {isPinned ? t('connections.unpin') : t('connections.pin')}
        </MenuItem>
        <MenuItem icon={<CopyIcon />} onSelect={onDuplicate}>
          {t('common.duplicate')}
        </MenuItem>
      </EditMenu>
    </span>
  );
};
