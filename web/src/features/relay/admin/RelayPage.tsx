import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { Skeleton } from '../../../shared/ui/Skeleton.js';
import { policyStateQuery } from '../relay-queries.js';
import { DecisionsCard } from './DecisionsCard.js';
import { LeasesCard } from './LeasesCard.js';
import { PeersCard } from './PeersCard.js';
import { PolicyCard } from './PolicyCard.js';
import { RelayStatus } from './RelayStatus.js';

/** For administrators: what is published now, and the rules for it. */
export const RelayPage = () => {
  const t = useT();
  const state = useQuery(policyStateQuery);
  const { data } = state;
  return (
    <>
      <PageHeader
        title={t('relay.title')}
        description={t('relay.text')}
        actions={
          <>
            <Button asChild>
              <Link to="/directory">{t('relay.directory')}</Link>
            </Button>
            <Button asChild>
              <Link to="/publish">{t('relay.publish')}</Link>
            </Button>
          </>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        {data ? <RelayStatus state={data} /> : !state.error && <Skeleton className="h-24 rounded-lg max-sm:h-60" />}
        <LeasesCard query={state} />
        {data && (
          <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
            <PolicyCard state={data} />
            <div className="grid grid-cols-1 gap-6">
              <DecisionsCard state={data} />
              <PeersCard relay={data.relay} />
            </div>
          </div>
        )}
      </div>
    </>
  );
};
