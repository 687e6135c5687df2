import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.js';
import { Button } from './Button.js';
import { Dialog, type DialogProps } from './Dialog.js';

interface OnceDialogProps extends Pick<DialogProps, 'title' | 'description' | 'size'> {
  onClose: () => void;
  children: ReactNode;
}

/** For what is shown once and never again: only "Done" closes it. */
export const OnceDialog = ({ onClose, children, ...dialog }: OnceDialogProps) => {
  const t = useT();
  return (
    <Dialog
      {...dialog}
      open
      persistent
      onOpenChange={(open) => !open && onClose()}
      footer={
        <Button variant="primary" onClick={onClose}>
          {t('common.done')}
        </Button>
      }
    >
      <div className="grid gap-5">{children}</div>
    </Dialog>
  );
};
