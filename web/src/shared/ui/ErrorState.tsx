import { ExclamationTriangleIcon, GlobeIcon } from '@radix-ui/react-icons';
import { ApiError } from '../api/api-error.js';
import { errorText } from '../api/error-text.js';
import { useT } from '../i18n/use-t.js';
import { Button } from './Button.js';
import { EmptyState } from './EmptyState.js';

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  isRetrying?: boolean;
}

/** In place of content that could not be loaded. */
export const ErrorState = ({ error, onRetry, isRetrying }: ErrorStateProps) => {
  const t = useT();
  const isOffline = error instanceof ApiError && error.code === 'network.offline';
  return (
    <div role="alert">
      <EmptyState
        icon={isOffline ? <GlobeIcon /> : <ExclamationTriangleIcon />}
        title={errorText(error, t)}
        action={
          onRetry && (
            <Button onClick={onRetry} busy={isRetrying}>
              {t('common.retry')}
            </Button>
          )
        }
      />
    </div>
  );
};
