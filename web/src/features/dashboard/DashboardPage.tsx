import { Link } from '@tanstack/react-router';
import { PlusIcon } from '@radix-ui/react-icons';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { displayName, useMe } from '../auth/session.js';
import { LiveSessions } from './LiveSessions.js';
import { PinnedConnections } from './PinnedConnections.js';
import { RecentSessions } from './RecentSessions.js';
import { ServiceList } from './ServiceList.js';

export const DashboardPage = () => {
  const t = useT();
  const me = useMe();
  return (
    <>
      <PageHeader
        title={t('dashboard.hello', { name: displayName(me) })}
        actions={
          <Button asChild variant="primary">
            <Link to="/connections" search={{ edit: 'new' }}>
              <PlusIcon aria-hidden />
              {t('connections.add')}
            </Link>
          </Button>
        }
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
