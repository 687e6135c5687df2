import { useT } from '../../shared/i18n/use-t.js';
import { OnceDialog } from '../../shared/ui/OnceDialog.js';
import { SecretOnce } from '../../shared/ui/SecretOnce.js';

interface BackupCodesDialogProps {
  codes: readonly string[];
  onClose: () => void;
}

export const BackupCodesDialog = ({ codes, onClose }: BackupCodesDialogProps) => {
  const t = useT();
  return (
    <OnceDialog onClose={onClose} title={t('settings.backupCodes')} description={t('settings.backupCodesText')}>
      <SecretOnce label={t('settings.backupCodes')} text={codes.join('\n')} fileName="portal-backup-codes.txt" />
    </OnceDialog>
  );
};
