import { ApiError } from '../../shared/api/api-error.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { PasswordInput } from '../../shared/ui/PasswordInput.js';
import { useForm } from '../../shared/ui/use-form.js';
import { signIn, type Credentials } from './sign-in.js';

interface PasswordStepProps {
  /** From an attempt that ended on another page (a provider's). */
  problem?: string;
  onDone: () => void;
  onCodeNeeded: (credentials: Credentials) => void;
}

export const PasswordStep = ({ problem, onDone, onCodeNeeded }: PasswordStepProps) => {
  const t = useT();
  const form = useForm({
    initial: { username: '', password: '' },
    validate: ({ username, password }) => ({
      ...(!username.trim() && { username: t('common.required') }),
      ...(!password && { password: t('common.required') }),
    }),
    save: async (credentials) => {
      try {
        await signIn(credentials);
      } catch (error) {
        if (!(error instanceof ApiError) || error.code !== 'totp.required') throw error;
        return onCodeNeeded(credentials);
      }
      onDone();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate className="grid gap-4">
      <FormProblem problem={form.problem ?? problem} />
      <Field label={t('auth.username')} error={form.errors['username']}>
        <Input
          name="username"
          autoFocus
          autoComplete="username webauthn"
          autoCapitalize="none"
          spellCheck={false}
          value={form.values.username}
          onChange={(event) => form.set('username', event.target.value)}
        />
      </Field>
      <Field label={t('auth.password')} error={form.errors['password']}>
        <PasswordInput
          name="password"
          autoComplete="current-password"
          value={form.values.password}
          onChange={(event) => form.set('password', event.target.value)}
        />
      </Field>
      <Button type="submit" variant="primary" busy={form.isBusy}>
        {t('auth.signIn')}
      </Button>
    </form>
  );
};
