import { useQuery } from '@tanstack/react-query';
import { errorText } from '../../shared/api/error-text.js';
import type { ViewerSession } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { toast } from '../../shared/ui/toast.js';
import { useOpenSession } from '../sessions/open-session.js';
import { liveSessionsQuery, useEndSession } from '../sessions/session-queries.js';

/** Shows itself only while something runs. */
export const LiveSessions = () => {
  const t = useT();
  const { data } = useQuery(liveSessionsQuery);
  if (!data?.length) return null;
  return (
    <Card flush title={t('dashboard.live')} description={t('dashboard.liveText')}>
      <ul className="divide-y divide-line border-t border-line">
        {data.map((session) => (
          <LiveRow key={session.id} session={session} />
        ))}
      </ul>
    </Card>
  );
};

const LiveRow = ({ session }: { session: ViewerSession }) => {
  const t = useT();
  const format = useFormat();
  const end = useEndSession();
  const finish = () =>
    end.mutate(session.id, {
      onSuccess: () => toast.success(t('dashboard.ended')),
      onError: (error) => toast.error(errorText(error, t)),
    });
  const resume = useOpenSession();
  return (
    <li className="flex min-h-(--row) items-center gap-3 px-5 py-1.5">
      <span aria-hidden className="size-2 shrink-0 rounded-full bg-good" />
      <span className="min-w-0 grow">
        <span className="block truncate font-medium">{session.name}</span>
        <span className="block text-sm text-ink-3">
          {session.host} · {t('dashboard.since', { time: format.ago(session.started_at) })}
        </span>
      </span>
      <Button
        size="sm"
        variant="ghost"
        busy={end.isPending}
        onClick={finish}
        aria-label={t('dashboard.endNamed', { name: session.name })}
      >
        {t('dashboard.end')}
      </Button>
      <Button size="sm" onClick={() => resume(session)}>
        {t('dashboard.resume')}
      </Button>
    </li>
  );
};
