import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { useForm } from '../../shared/ui/use-form.js';
import { CodeField } from './CodeField.js';
import { signIn, type Credentials } from './sign-in.js';

interface CodeStepProps {
  credentials: Credentials;
  onDone: () => void;
  onCancel: () => void;
}

/** Takes a code of the authenticator app or a backup code. */
export const CodeStep = ({ credentials, onDone, onCancel }: CodeStepProps) => {
  const t = useT();
  const form = useForm({
    initial: { totp_code: '' },
    validate: ({ totp_code }) => (totp_code.trim() ? {} : { totp_code: t('common.required') }),
    save: async ({ totp_code }) => {
      await signIn({ ...credentials, totp_code: totp_code.replace(/\s/g, '') });
      onDone();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <FormProblem problem={form.problem} />
      <CodeField
        name="totp_code"
        value={form.values.totp_code}
        error={form.errors['totp_code']}
        onChange={(code) => form.set('totp_code', code)}
      />
      <Button type="submit" variant="primary" busy={form.isBusy}>
        {t('auth.verify')}
      </Button>
      <Button variant="link" size="inline" className="mx-auto" onClick={onCancel}>
        {t('auth.startOver')}
      </Button>
    </form>
  );
};
