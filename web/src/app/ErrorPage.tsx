import { useRouter, type ErrorComponentProps } from '@tanstack/react-router';
import { ApiError } from '../shared/api/api-error.js';
import { useT } from '../shared/i18n/use-t.js';
import { Button } from '../shared/ui/Button.js';
import { EmptyState } from '../shared/ui/EmptyState.js';
import { ErrorState } from '../shared/ui/ErrorState.js';

/** A chunk of an older build is gone after an update; the browsers word that differently. */
const isOldBuild = (error: unknown): boolean =>
  error instanceof Error &&
  /dynamically imported module|module script failed|error loading.*import/i.test(error.message);

export const ErrorPage = ({ error, reset }: ErrorComponentProps) => {
  const t = useT();
  const router = useRouter();
  const retry = () => {
    reset();
    void router.invalidate();
  };
  if (error instanceof ApiError) {
    return (
      <div className="grid min-h-[60dvh] place-items-center">
        <ErrorState error={error} onRetry={retry} />
      </div>
    );
  }
  const isOld = isOldBuild(error);
  return (
    <div role="alert" className="grid min-h-[60dvh] place-items-center">
      <EmptyState
        isPage
        title={isOld ? t('shell.updatedTitle') : t('shell.crashedTitle')}
        action={
          <>
            {!isOld && <Button onClick={retry}>{t('common.retry')}</Button>}
            <Button variant="primary" onClick={() => location.reload()}>
              {t('common.reload')}
            </Button>
          </>
        }
      >
        {isOld ? t('shell.updatedText') : t('shell.crashedText')}
      </EmptyState>
    </div>
  );
};
