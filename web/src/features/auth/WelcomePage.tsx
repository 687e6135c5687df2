import type { ReactNode } from 'react';
import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { RadioGroup } from '../../shared/ui/RadioGroup.js';
import { useForm } from '../../shared/ui/use-form.js';
import { checkAccount } from './account-checks.js';
import { AuthFrame } from './AuthFrame.js';
import { NewPasswordField } from './NewPasswordField.js';
import { UsernameField } from './UsernameField.js';
import { useEnter } from './sign-in.js';

/** First run: whoever reads the terminal of the server becomes its administrator. */
export const WelcomePage = () => {
  const t = useT();
  const enter = useEnter();
  const form = useForm({
    initial: { setup_code: '', username: '', password: '', network: 'allow' as 'allow' | 'deny' },
    validate: (values) => ({
      ...checkAccount(values, t),
      ...(!values.setup_code.trim() && { setup_code: t('common.required') }),
    }),
    save: async ({ setup_code, username, password, network }) => {
      const setup = {
        setup_code: setup_code.trim(),
        username,
        password,
        allow_private_connections: network === 'allow',
      };
      await body(api.POST('/api/setup', { body: setup }));
      enter();
    },
  });
  return (
    <AuthFrame wide title={t('auth.welcomeTitle')} text={t('auth.welcomeText')}>
      <form onSubmit={form.submit} noValidate className="grid gap-7">
        <Step number={1} title={t('auth.stepCode')}>
          <Field label={t('auth.setupCode')} hint={t('auth.setupCodeHint')} error={form.errors['setup_code']}>
            <Input
              name="setup_code"
              autoFocus
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              maxLength={64}
              value={form.values.setup_code}
              onChange={(event) => form.set('setup_code', event.target.value)}
              className="font-mono"
            />
          </Field>
        </Step>
        <Step number={2} title={t('auth.stepAccount')}>
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
        </Step>
        <Step number={3} title={t('auth.stepNetwork')}>
          <RadioGroup
            label={t('auth.networkQuestion')}
            value={form.values.network}
            onChange={(network) => form.set('network', network)}
            choices={[
              { value: 'allow', label: t('auth.networkAllow'), hint: t('auth.networkAllowHint') },
              { value: 'deny', label: t('auth.networkDeny'), hint: t('auth.networkDenyHint') },
            ]}
          />
        </Step>
        <div className="grid gap-4">
          <FormProblem problem={form.problem} />
          <Button type="submit" variant="primary" busy={form.isBusy}>
            {t('auth.finish')}
          </Button>
        </div>
      </form>
    </AuthFrame>
  );
};

const Step = ({ number, title, children }: { number: number; title: string; children: ReactNode }) => (
  <fieldset className="grid gap-4">
    <legend className="mb-3 flex items-center gap-2.5 font-semibold">
      <span aria-hidden className="grid size-6 place-items-center rounded-full bg-accent-soft text-sm text-accent-ink">
        {number}
      </span>
      {title}
    </legend>
    {children}
  </fieldset>
);
