import { useState } from 'react';
import { errorText } from '../../shared/api/error-text.js';
import type { AuthOptions } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { PasskeyIcon } from '../../shared/ui/icons.js';
import { FormProblem } from '../../shared/ui/Notice.js';
import { safeReturnPath } from './return-path.js';
import { canUsePasskeys, signInWithPasskey } from './sign-in.js';

interface OtherWaysProps {
  options: AuthOptions | undefined;
  returnTo?: string;
  onDone: () => void;
}

/** Signing in without a password: a passkey, or the provider the portal is set up with. */
export const OtherWays = ({ options, returnTo, onDone }: OtherWaysProps) => {
  const t = useT();
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();

  const enterWithPasskey = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await signInWithPasskey();
      onDone();
    } catch (error) {
      const isCancelled = error instanceof Error && error.name === 'NotAllowedError';
      setProblem(isCancelled ? t('auth.passkeyCancelled') : errorText(error, t));
    } finally {
      setBusy(false);
    }
  };

  return (
    <div className="mt-5 grid gap-3">
      <div className="flex items-center gap-3 text-sm text-ink-3 before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
        {t('auth.or')}
      </div>
      <FormProblem problem={problem} />
      {canUsePasskeys() && options?.passkeys !== false && (
        <Button busy={isBusy} onClick={enterWithPasskey}>
          <PasskeyIcon />
          {t('auth.withPasskey')}
        </Button>
      )}
      {options?.oidc && (
        <Button asChild>
          <a href={`${options.oidc.login_url}?return_to=${encodeURIComponent(safeReturnPath(returnTo))}`}>
            {t('auth.withProvider', { name: options.oidc.name })}
          </a>
        </Button>
      )}
    </div>
  );
};
