import { QuestionMarkCircledIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { useT } from '../shared/i18n/use-t.js';
import { Button } from '../shared/ui/Button.js';
import { EmptyState } from '../shared/ui/EmptyState.js';

export const NotFoundPage = () => {
  const t = useT();
  return (
    <div className="grid min-h-[60dvh] place-items-center">
      <EmptyState
        isPage
        icon={<QuestionMarkCircledIcon />}
        title={t('shell.notFoundTitle')}
        action={
          <Button asChild>
            <Link to="/">{t('shell.toDashboard')}</Link>
          </Button>
        }
      >
        {t('shell.notFoundText')}
      </EmptyState>
    </div>
  );
};
