import type { ReactNode } from 'react';
import { useT } from '../i18n/use-t.js';
import { Button } from './Button.js';
import { FormProblem } from './Notice.js';
import { SheetBody, SheetFooter } from './Sheet.js';
import type { Form } from './use-form.js';

interface SheetFormProps<V extends object> {
  form: Form<V>;
  onCancel: () => void;
  /** In place of cancel and save, the main one last. */
  buttons?: ReactNode;
  children: ReactNode;
}

/** A form in a `bare` sheet: fields that scroll, and buttons that stay. */
export const SheetForm = <V extends object>({ form, onCancel, buttons, children }: SheetFormProps<V>) => {
  const t = useT();
  return (
    <form onSubmit={form.submit} noValidate className="flex min-h-0 grow flex-col">
      <SheetBody>
        <div className="grid gap-5">{children}</div>
      </SheetBody>
      <SheetFooter>
        <div className="w-full empty:hidden">
          <FormProblem problem={form.problem} />
        </div>
        {buttons ?? (
          <>
            <Button onClick={onCancel}>{t('common.cancel')}</Button>
            <Button type="submit" variant="primary" busy={form.isBusy}>
              {t('common.save')}
            </Button>
          </>
        )}
      </SheetFooter>
    </form>
  );
};
