import { useT } from '../../shared/i18n/use-t.js';
import { FormDialog } from '../../shared/ui/FormDialog.js';
import { useForm } from '../../shared/ui/use-form.js';
import { CodeField } from '../auth/CodeField.js';

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
    <FormDialog
      form={form}
      onClose={onClose}
      title={title}
      description={description}
      size="sm"
      submitLabel={submitLabel}
      isDanger={danger}
    >
      <CodeField
        name="code"
        value={form.values.code}
        error={form.errors['code']}
        onChange={(code) => form.set('code', code)}
      />
    </FormDialog>
  );
};
