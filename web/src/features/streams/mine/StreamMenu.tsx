import { PlayIcon } from '@radix-ui/react-icons';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { MenuItem, MenuLink } from '../../../shared/ui/DropdownMenu.js';
import { EditMenu } from '../../../shared/ui/EditMenu.js';
import { KeyIcon } from '../../../shared/ui/icons.js';
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
    <EditMenu
      name={stream.title}
      onEdit={onEdit}
      onDelete={onDelete}
      before={
        <MenuLink>
          <WatchLink playbackKey={stream.playback_key}>
            <PlayIcon aria-hidden />
            {t('streams.watch')}
          </WatchLink>
        </MenuLink>
      }
    >
      <MenuItem icon={<KeyIcon />} onSelect={onReplaceKey}>
        {t('streams.replaceKey')}
      </MenuItem>
    </EditMenu>
  );
};
