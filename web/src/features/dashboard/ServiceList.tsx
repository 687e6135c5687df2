import { useQuery } from '@tanstack/react-query';
import type { Service } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { NamedIcon, ServerIcon } from '../../shared/ui/icons.js';
import { SkeletonRows } from '../../shared/ui/Skeleton.js';
import { useOpenService } from '../connections/open-viewer.js';
import { HealthBadge } from '../services/HealthBadge.js';
import { serviceHealthQuery, servicesQuery } from '../services/service-queries.js';

export const ServiceList = () => {
  const t = useT();
  const { data, error, refetch } = useQuery(servicesQuery);
  return (
    <Card flush title={t('dashboard.services')} description={t('dashboard.servicesText')}>
      <div className="border-t border-line">
        {!data && (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows />)}
        {data?.length === 0 && <EmptyState icon={<ServerIcon />} title={t('dashboard.servicesEmpty')} />}
        {data && data.length > 0 && (
          <ul className="divide-y divide-line">
            {data.map((service) => (
              <ServiceRow key={service.id} service={service} />
            ))}
          </ul>
        )}
      </div>
    </Card>
  );
};

const ServiceRow = ({ service }: { service: Service }) => {
  const t = useT();
  const open = useOpenService();
  const probe = useQuery(serviceHealthQuery(service.id));
  return (
    <li className="flex min-h-(--row) items-center gap-3 px-5 py-1.5">
      <NamedIcon name={service.icon} className="shrink-0 text-ink-3" />
      <span className="flex min-w-0 grow flex-wrap items-center gap-x-3 gap-y-1">
        <span className="min-w-0 grow basis-40">
          <span className="block truncate font-medium">{service.name}</span>
          <span className="block truncate text-sm text-ink-3">{service.category}</span>
        </span>
        <HealthBadge probe={probe} />
      </span>
      <Button size="sm" onClick={() => open(service)} aria-label={t('connections.openNamed', { name: service.name })}>
        {t('connections.open')}
      </Button>
    </li>
  );
};
