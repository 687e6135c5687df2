import { CopyIcon, TrashIcon } from '@radix-ui/react-icons';
import type { SshKey } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { copyText } from '../../shared/ui/copy-text.js';
import { MenuItem, MenuSeparator } from '../../shared/ui/DropdownMenu.js';
import { RowMenu } from '../../shared/ui/RowMenu.js';
import { toast } from '../../shared/ui/toast.js';

export const SshKeyMenu = ({ sshKey, onDelete }: { sshKey: SshKey; onDelete: () => void }) => {
  const t = useT();
  const copy = async () => {
    if (await copyText(sshKey.public_key)) toast.success(t('common.copied'));
    else toast.error(t('common.copyFailed'));
  };
  return (
    <RowMenu name={sshKey.name}>
      <MenuItem icon={<CopyIcon />} onSelect={() => void copy()}>
        {t('keys.copyPublic')}
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger icon={<TrashIcon />} onSelect={onDelete}>
        {t('common.delete')}
      </MenuItem>
    </RowMenu>
  );
};
