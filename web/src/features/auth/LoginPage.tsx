import { useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { codeText } from '../../shared/api/error-text.js';
import { useT } from '../../shared/i18n/use-t.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { AuthFrame } from './AuthFrame.js';
import { CodeStep } from './CodeStep.js';
import { OtherWays } from './OtherWays.js';
import { PasswordStep } from './PasswordStep.js';
import { authOptionsQuery } from './session.js';
import { useEnter, type Credentials } from './sign-in.js';

export const LoginPage = () => {
  const t = useT();
  const { return_to: returnTo, error } = useSearch({ from: '/login' });
  const options = useQuery(authOptionsQuery);
  const enter = useEnter();
  const [pending, setPending] = useState<Credentials>();
  const [problem, setProblem] = useState(error);

  if (pending) {
    return (
      <AuthFrame title={t('auth.codeTitle')} text={t('auth.codeText')}>
        <CodeStep credentials={pending} onDone={() => enter(returnTo)} onCancel={() => setPending(undefined)} />
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={t('auth.signInTitle')}
      below={
        options.data?.registration_open && (
          <>
            {t('auth.noAccount')}{' '}
            <Link to="/register" className="font-medium text-accent-ink underline-offset-4 hover:underline">
              {t('auth.haveInvite')}
            </Link>
          </>
        )
      }
    >
      {options.isError && !options.data ? (
        <ErrorState error={options.error} onRetry={() => options.refetch()} isRetrying={options.isFetching} />
      ) : (
        <>
          <PasswordStep
            problem={problem && codeText(problem, t)}
            onDone={() => enter(returnTo)}
            onCodeNeeded={(credentials) => {
              setProblem(undefined);
              setPending(credentials);
            }}
          />
          <OtherWays options={options.data} returnTo={returnTo} onDone={() => enter(returnTo)} />
        </>
      )}
    </AuthFrame>
  );
};
