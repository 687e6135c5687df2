import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { RelayIcon } from '../../../shared/ui/icons.js';
import { Loaded } from '../../../shared/ui/Loaded.js';
import { PageHeader } from '../../../shared/ui/PageHeader.js';
import { arrangeLeases, tagsOf } from '../lease-facts.js';
import { directoryQuery } from '../relay-queries.js';
import { DirectoryFilter, type Filter } from './DirectoryFilter.js';
import { Landing } from './Landing.js';
import { LeaseCard } from './LeaseCard.js';

const MAX_TAGS = 30;

/** What is published, for everybody. */
export const DirectoryPage = () => {
  const t = useT();
  const state = useQuery(directoryQuery);
  const [filter, setFilter] = useState<Filter>({ search: '', isOnlineOnly: false, tag: undefined });
  const wanted = useDeferredValue(filter);
  const publish = (
    <Button variant="primary" asChild>
      <Link to="/publish">{t('relay.publish')}</Link>
    </Button>
  );
  const hasLanding = state.data?.landing_page_enabled ?? false;
  return (
    <>
      {hasLanding && state.data ? (
        <>
          <Landing relay={state.data.relay} />
          <h2 className="mb-4 text-xl font-semibold">{t('relay.directory')}</h2>
        </>
      ) : (
        <PageHeader
          title={t('relay.directory')}
          description={t('relay.directoryText')}
          actions={state.data?.leases.length !== 0 && publish}
        />
      )}
      <Loaded query={state} height="cards">
        {({ leases, relay }) => {
          if (leases.length === 0)
            return (
              <Card>
                <EmptyState icon={<RelayIcon />} title={t('relay.noneTitle')} action={!hasLanding && publish}>
                  {t('relay.noneText')}
                </EmptyState>
              </Card>
            );
          const shown = arrangeLeases(leases, wanted).filter(({ ready }) => !wanted.isOnlineOnly || ready > 0);
          const isSearch = wanted.search.trim() !== '' || wanted.tag !== undefined;
          return (
            <>
              <DirectoryFilter filter={filter} tags={tagsOf(leases, MAX_TAGS)} onChange={setFilter} />
              <p role="status" className="sr-only">
                {isSearch ? t('common.results', { count: shown.length }) : ''}
              </p>
              {shown.length > 0 ? (
                <ul aria-label={t('relay.directory')} className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
                  {shown.map((lease) => (
                    <LeaseCard key={lease.hostname} lease={lease} relay={relay} />
                  ))}
                </ul>
              ) : (
                <Card>
                  <EmptyState
                    icon={<RelayIcon />}
                    title={isSearch ? t('relay.noMatchTitle') : t('relay.noneOnlineTitle')}
                  >
                    {isSearch ? t('relay.noMatchText') : t('relay.noneOnlineText')}
                  </EmptyState>
                </Card>
              )}
            </>
          );
        }}
      </Loaded>
    </>
  );
};
