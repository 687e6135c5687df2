import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../shared/i18n/use-t.js';
import { Card } from '../../../shared/ui/Card.js';
import { ErrorState } from '../../../shared/ui/ErrorState.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { Skeleton } from '../../../shared/ui/Skeleton.js';
import { LastRunCard } from './LastRunCard.js';
import { retentionQuery } from './retention-queries.js';
import { WindowsForm } from './WindowsForm.js';

export const RetentionPage = () => {
  const t = useT();
  const { data, error, refetch } = useQuery(retentionQuery);
  return (
    <>
      <PageHeader title={t('retention.title')} description={t('retention.text')} />
      <div className="grid max-w-3xl gap-6">
        {!data && error && (
          <Card>
            <ErrorState error={error} onRetry={refetch} />
          </Card>
        )}
        {!data && !error && <Skeleton className="h-96 rounded-lg" />}
        {data && (
          <>
            <WindowsForm retention={data} />
            <LastRunCard />
          </>
        )}
      </div>
    </>
  );
};
