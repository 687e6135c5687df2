import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { useForm } from '../../shared/ui/use-form.js';
import { checkAccount } from './account-checks.js';
import { AuthFrame } from './AuthFrame.js';
import { NewPasswordField } from './NewPasswordField.js';
import { UsernameField } from './UsernameField.js';
import { authOptionsQuery } from './session.js';
import { signIn, useEnter } from './sign-in.js';

export const RegisterPage = () => {
  const t = useT();
  const options = useQuery(authOptionsQuery);
  const enter = useEnter();
  const form = useForm({
    initial: { username: '', password: '', invite_code: '' },
    validate: (values) => ({
      ...checkAccount(values, t),
      ...(!values.invite_code.trim() && { invite_code: t('common.required') }),
    }),
    save: async ({ username, password, invite_code }) => {
      await body(api.POST('/api/register', { body: { username, password, invite_code: invite_code.trim() } }));
      await signIn({ username, password });
      enter();
    },
  });
  const toLogin = (
    <>
      {t('auth.haveAccount')}{' '}
      <Link to="/login" className="font-medium text-accent-ink underline-offset-4 hover:underline">
        {t('auth.signIn')}
      </Link>
    </>
  );
  if (options.data?.registration_open === false) {
    return (
      <AuthFrame title={t('auth.registrationClosed')} below={toLogin}>
        <p className="text-center text-ink-2">{t('auth.registrationClosedText')}</p>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame title={t('auth.registerTitle')} text={t('auth.registerText')} below={toLogin}>
      <form onSubmit={form.submit} noValidate className="grid gap-4">
        <FormProblem problem={form.problem} />
        <Field label={t('auth.inviteCode')} error={form.errors['invite_code']}>
          <Input
            name="invite_code"
            autoFocus
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            maxLength={64}
            value={form.values.invite_code}
            onChange={(event) => form.set('invite_code', event.target.value)}
            className="font-mono"
          />
        </Field>
        <UsernameField
          value={form.values.username}
          onChange={(username) => form.set('username', username)}
          error={form.errors['username']}
        />
        <NewPasswordField
          label={t('auth.password')}
          value={form.values.password}
          onChange={(password) => form.set('password', password)}
          username={form.values.username}
          error={form.errors['password']}
        />
        <Button type="submit" variant="primary" busy={form.isBusy}>
          {t('auth.register')}
        </Button>
      </form>
    </AuthFrame>
  );
};
