import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { errorText } from '../../../shared/api/error-text.js';
import type { Retention } from '../../../shared/api/types.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Badge } from '../../../shared/ui/Badge.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { Progress } from '../../../shared/ui/Progress.js';
import { toast } from '../../../shared/ui/toast.js';
import { retentionQuery, runRetention, WINDOWS } from './retention-queries.js';

type Run = NonNullable<Retention['last_run']>;

const KINDS = [...WINDOWS, 'uploads'] as const;

/** What the last run deleted, and a button for another one. */
export const LastRunCard = () => {
  const t = useT();
  const queries = useQueryClient();
  const run = useQuery(retentionQuery).data?.last_run;
  const another = useMutation({
    mutationFn: () => runRetention(queries),
    onSuccess: (isDone) => (isDone ? toast.success(t('retention.finished')) : toast.message(t('retention.slow'))),
    onError: (error) => toast.error(errorText(error, t)),
  });
  const isRunning = another.isPending;

  return (
    <Card
      title={t('retention.lastRun')}
      action={
        <Button disabled={isRunning} onClick={() => another.mutate()}>
          {t('retention.runNow')}
        </Button>
      }
    >
      <div role="status">
        {isRunning && <Progress label={t('retention.running')} />}
        {!isRunning && (run ? <RunFacts run={run} /> : <p className="text-ink-2">{t('retention.never')}</p>)}
      </div>
    </Card>
  );
};

const RunFacts = ({ run: { started_at, finished_at, deleted, incomplete } }: { run: Run }) => {
  const t = useT();
  const format = useFormat();
  const seconds = Math.max(0.1, (Date.parse(finished_at) - Date.parse(started_at)) / 1000);
  const counts = KINDS.map((kind) => [kind, Number((deleted as Record<string, unknown>)[kind] ?? 0)] as const);
  const found = counts.filter(([, count]) => count > 0);
  return (
    <div className="grid gap-3">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-2">
        <time dateTime={finished_at}>
          {t('retention.ranAt', { time: format.dateTime(finished_at), seconds: Number(seconds.toFixed(1)) })}
        </time>
        {incomplete && <Badge tone="warn">{t('retention.incomplete')}</Badge>}
      </p>
      {found.length === 0 && <p className="text-ink-2">{t('retention.nothingDeleted')}</p>}
      {found.length > 0 && (
        <dl aria-label={t('retention.deleted')} className="grid max-w-sm grid-cols-[1fr_auto] gap-x-8 gap-y-1.5">
          {found.map(([kind, count]) => (
            <div key={kind} className="col-span-2 grid grid-cols-subgrid">
              <dt className="text-ink-2">{t(`retention.${kind}`)}</dt>
              <dd className="text-right font-medium tabular-nums">{format.number(count)}</dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
};
