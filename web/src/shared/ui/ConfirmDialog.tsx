import { useState, type ReactNode } from 'react';
import { useT } from '../i18n/use-t.js';
import { Button } from './Button.js';
import { Dialog } from './Dialog.js';
import { Field } from './Field.js';
import { Input } from './Input.js';

interface ConfirmDialogProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
  title: string;
  description: ReactNode;
  confirmLabel: string;
  onConfirm: () => void;
  busy?: boolean;
  danger?: boolean;
  /** A word the person must type first: for what cannot be undone. */
  typeToConfirm?: string;
}

export const ConfirmDialog = ({
  typeToConfirm,
  danger = true,
  busy,
  onConfirm,
  confirmLabel,
  ...dialog
}: ConfirmDialogProps) => {
  const t = useT();
  const [typed, setTyped] = useState('');
  const isReady = !typeToConfirm || typed === typeToConfirm;
  return (
    <Dialog
      {...dialog}
      size="sm"
      footer={
        <>
          <Button autoFocus={!typeToConfirm} onClick={() => dialog.onOpenChange(false)}>
            {t('common.cancel')}
          </Button>
          <Button variant={danger ? 'danger' : 'primary'} busy={busy} disabled={!isReady} onClick={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      {typeToConfirm && (
        <Field label={t('common.typeToConfirm', { word: typeToConfirm })}>
          <Input
            value={typed}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setTyped(event.target.value)}
          />
        </Field>
      )}
    </Dialog>
  );
};
