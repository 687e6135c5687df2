import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Dialog } from '../../shared/ui/Dialog.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { useForm } from '../../shared/ui/use-form.js';

interface CodeDialogProps {
  title: string;
  description: string;
  submitLabel: string;
  danger?: boolean;
  onSubmit: (code: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for a second factor before something that needs one. */
export const CodeDialog = ({ title, description, submitLabel, danger, onSubmit, onClose }: CodeDialogProps) => {
  const t = useT();
  const form = useForm({
    initial: { code: '' },
    validate: ({ code }) => (code.trim() ? {} : { code: t('common.required') }),
    save: ({ code }) => onSubmit(code.replace(/\s/g, '')),
  });
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={title}
      description={description}
      size="sm"
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="second-factor" variant={danger ? 'danger' : 'primary'} busy={form.isBusy}>
            {submitLabel}
          </Button>
        </>
      }
    >
      <form id="second-factor" onSubmit={form.submit} noValidate className="grid gap-4">
        <FormProblem problem={form.problem} />
        <CodeField value={form.values.code} error={form.errors['code']} onChange={(code) => form.set('code', code)} />
      </form>
    </Dialog>
  );
};

interface CodeFieldProps {
  value: string;
  error?: string;
  onChange: (code: string) => void;
}

export const CodeField = ({ value, error, onChange }: CodeFieldProps) => {
  const t = useT();
  return (
    <Field label={t('settings.code')} error={error}>
      <Input
        name="code"
        autoFocus
        autoComplete="one-time-code"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={32}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="text-center font-mono text-lg tracking-widest"
      />
    </Field>
  );
};
