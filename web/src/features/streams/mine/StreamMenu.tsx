import { Pencil1Icon, PlayIcon, TrashIcon } from '@radix-ui/react-icons';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { MenuItem, MenuLink, MenuSeparator } from '../../../shared/ui/DropdownMenu.js';
import { KeyIcon } from '../../../shared/ui/icons.js';
import { RowMenu } from '../../../shared/ui/RowMenu.js';
import { WatchLink } from '../WatchLink.js';

interface StreamMenuProps {
  stream: Stream;
  onEdit: () => void;
  onReplaceKey: () => void;
  onDelete: () => void;
}

export const StreamMenu = ({ stream, onEdit, onReplaceKey, onDelete }: StreamMenuProps) => {
  const t = useT();
  return (
    <RowMenu label={t('streams.actionsNamed', { name: stream.title })}>
      <MenuLink>
        <WatchLink playbackKey={stream.playback_key}>
          <PlayIcon aria-hidden />
          {t('streams.watch')}
        </WatchLink>
      </MenuLink>
      <MenuItem icon={<Pencil1Icon />} onSelect={onEdit}>
        {t('common.edit')}
      </MenuItem>
      <MenuItem icon={<KeyIcon />} onSelect={onReplaceKey}>
        {t('streams.replaceKey')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger icon={<TrashIcon />} onSelect={onDelete}>
        {t('common.delete')}
      </MenuItem>
    </RowMenu>
  );
};
