import { useQuery } from '@tanstack/react-query';
import { useT } from '../../../shared/i18n/use-t.js';
import { Loaded } from '../../../shared/ui/Loaded.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { LastRunCard } from './LastRunCard.js';
import { retentionQuery } from './retention-queries.js';
import { WindowsForm } from './WindowsForm.js';

export const RetentionPage = () => {
  const t = useT();
  const retention = useQuery(retentionQuery);
  return (
    <>
      <PageHeader title={t('retention.title')} description={t('retention.text')} />
      <div className="grid max-w-3xl gap-6">
        <Loaded query={retention} height="h-96">
          {(data) => (
            <>
              <WindowsForm retention={data} />
              <LastRunCard />
            </>
          )}
        </Loaded>
      </div>
    </>
  );
};
