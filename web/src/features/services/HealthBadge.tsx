import type { UseQueryResult } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error.js';
import { codeText } from '../../shared/api/error-text.js';
import type { Health } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { Tooltip } from '../../shared/ui/Tooltip.js';

/** The result of a probe; the reason of a bad one is in the tooltip. */
export const HealthBadge = ({ probe }: { probe: Pick<UseQueryResult<Health>, 'data' | 'error' | 'isFetching'> }) => {
  const t = useT();
  const { data, error, isFetching } = probe;
  if (!data && isFetching) return <Badge dot>{t('dashboard.healthChecking')}</Badge>;
  if (data?.healthy) {
    return (
      <Badge tone="good" dot>
        {t('connections.healthy', { latency: data.latency_ms ?? 0 })}
      </Badge>
    );
  }
  const code = data?.code ?? (error instanceof ApiError ? error.code : undefined);
  if (!data && !error) return null;
  return (
    <Tooltip label={code ? codeText(code, t) : (data?.detail ?? t('connections.unhealthy'))}>
      <Badge tone="bad" dot tabIndex={0}>
        {t('connections.unhealthy')}
      </Badge>
    </Tooltip>
  );
};
