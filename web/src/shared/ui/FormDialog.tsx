import { useId, type ReactNode } from 'react';
import { useT } from '../i18n/use-t.js';
import { Button } from './Button.js';
import { Dialog, type DialogProps } from './Dialog.js';
import { FormProblem } from './Notice.js';
import type { Form } from './use-form.js';

interface FormDialogProps<V extends object> extends Pick<DialogProps, 'title' | 'description' | 'size'> {
  form: Form<V>;
  onClose: () => void;
  submitLabel: string;
  isDanger?: boolean;
  /** Nothing to submit yet. */
  isDisabled?: boolean;
  /** Takes the place of "Cancel". */
  otherButton?: ReactNode;
  children: ReactNode;
}

/** A dialog that is a form. Render it only while it is open, so that every opening starts afresh. */
export const FormDialog = <V extends object>({
  form,
  onClose,
  submitLabel,
  children,
  ...props
}: FormDialogProps<V>) => {
  const t = useT();
  const id = useId();
  const { isDanger, isDisabled, otherButton, ...dialog } = props;
  return (
    <Dialog
      {...dialog}
      open
      onOpenChange={(open) => !open && onClose()}
      footer={
        <>
          {otherButton ?? <Button onClick={onClose}>{t('common.cancel')}</Button>}
          <Button
            type="submit"
            form={id}
            variant={isDanger ? 'danger' : 'primary'}
            busy={form.isBusy}
            disabled={isDisabled}
          >
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.submit} noValidate className="grid gap-5">
        <FormProblem problem={form.problem} />
        {children}
      </form>
    </Dialog>
  );
};
