import { useQuery } from '@tanstack/react-query';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { HealthBadge } from '../services/HealthBadge.js';
import { connectionHealthQuery } from './connection-queries.js';

/** A probe dials the target, so it waits to be asked for. */
export const ConnectionHealth = ({ id, name }: { id: string; name: string }) => {
  const t = useT();
  const probe = useQuery(connectionHealthQuery(id));
  const isAsked = probe.data !== undefined || probe.error !== null || probe.isFetching;
  if (isAsked) return <HealthBadge probe={probe} />;
  return (
    <Button
      variant="link"
      size="inline"
      className="text-sm"
      aria-label={`${t('connections.check')}: ${name}`}
      onClick={() => probe.refetch()}
    >
      {t('connections.check')}
    </Button>
  );
};
