import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Dialog } from '../../shared/ui/Dialog.js';
import { SecretOnce } from '../../shared/ui/SecretOnce.js';

interface BackupCodesDialogProps {
  /** Open while there are some. */
  codes: readonly string[] | undefined;
  onClose: () => void;
}

export const BackupCodesDialog = ({ codes, onClose }: BackupCodesDialogProps) => {
  const t = useT();
  return (
    <Dialog
      open={codes !== undefined}
      onOpenChange={(open) => !open && onClose()}
      persistent
      title={t('settings.backupCodes')}
      description={t('settings.backupCodesText')}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <SecretOnce label={t('settings.backupCodes')} text={codes?.join('\n') ?? ''} fileName="portal-backup-codes.txt" />
    </Dialog>
  );
};
