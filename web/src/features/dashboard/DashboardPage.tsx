import { useQuery } from '@tanstack/react-query';
import { useT } from '../../shared/i18n/use-t.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { NewConnectionLink } from '../connections/NewConnectionLink.js';
import { connectionsQuery } from '../connections/connection-queries.js';
import { displayName, useMe } from '../auth/session.js';
import { LiveSessions } from './LiveSessions.js';
import { PinnedConnections } from './PinnedConnections.js';
import { RecentSessions } from './RecentSessions.js';
import { ServiceList } from './ServiceList.js';

export const DashboardPage = () => {
  const t = useT();
  const me = useMe();
  const { data: connections } = useQuery(connectionsQuery);
  return (
    <>
      <PageHeader
        title={t('dashboard.hello', { name: displayName(me) })}
        actions={connections?.length !== 0 && <NewConnectionLink />}
      />
      <div className="grid gap-6">
        <LiveSessions />
        <PinnedConnections />
        <div className="grid items-start gap-6 lg:grid-cols-[3fr_2fr]">
          <ServiceList />
          <RecentSessions />
        </div>
      </div>
    </>
  );
};
