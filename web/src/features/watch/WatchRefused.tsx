import { LockClosedIcon } from '@radix-ui/react-icons';
import { Link, useRouterState } from '@tanstack/react-router';
import { ApiError } from '../../shared/api/api-error.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';

interface WatchRefusedProps {
  error: Error;
  isSignedIn: boolean;
  onRetry: () => void;
}

/** Why there is nothing to watch here for this person. */
export const WatchRefused = ({ error, isSignedIn, onRetry }: WatchRefusedProps) => {
  const t = useT();
  const href = useRouterState({ select: ({ location }) => location.href });
  const code = error instanceof ApiError ? error.code : undefined;
  const words = {
    'stream.not_found': [t('watch.private'), t('watch.privateText')],
    'share.invalid': [t('watch.shareOver'), t('watch.shareOverText')],
    'auth.required': [t('watch.signInFirst'), t('watch.signInFirstText')],
  } as const;
  const known = code && code in words ? words[code as keyof typeof words] : undefined;
  if (!known) return <ErrorState error={error} onRetry={onRetry} />;
  return (
    <EmptyState
      isPage
      icon={<LockClosedIcon />}
      title={known[0]}
      action={
        isSignedIn ? (
          <Button asChild>
            <Link to="/streams">{t('watch.streams')}</Link>
          </Button>
        ) : (
          <Button asChild variant="primary">
            <Link to="/login" search={{ return_to: href }}>
              {t('watch.signIn')}
            </Link>
          </Button>
        )
      }
    >
      {known[1]}
    </EmptyState>
  );
};
