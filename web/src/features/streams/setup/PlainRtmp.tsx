import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';
import { errorText } from '../../../shared/api/error-text.js';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { toast } from '../../../shared/ui/toast.js';
import { CopyLine } from './CopyLine.js';
import { useSecondsLeft } from './use-seconds-left.js';

/** The first step over plain RTMP: a token that works once, while its time runs. */
export const PlainRtmp = ({ stream }: { stream: Stream }) => {
  const t = useT();
  const queries = useQueryClient();
  const path = { params: { path: { id: stream.id } } };
  const enable = useMutation({
    mutationFn: () => body(api.PUT('/api/streams/{id}', { ...path, body: { rtmp_enabled: true } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['streams'] }),
    onError: (error) => toast.error(errorText(error, t)),
  });
  const make = useMutation({
    mutationFn: async () => {
      const token = await body(api.POST('/api/streams/{id}/rtmp-token', path));
      return { ...token, until: Date.now() + token.expires_in * 1000 };
    },
    onError: (error) => toast.error(errorText(error, t)),
  });

  if (!stream.rtmp_enabled)
    return (
      <div className="flex flex-wrap items-center gap-3">
        <p className="text-ink-2">{t('streams.plainOff')}</p>
        <Button busy={enable.isPending} onClick={() => enable.mutate()}>
          {t('streams.plainOn')}
        </Button>
      </div>
    );
  return (
    <>
      <dl className="grid gap-3">
        <CopyLine label={t('streams.service')} text={t('streams.serviceCustom')} isWords />
        <CopyLine label={t('streams.server')} text={make.data?.rtmp_url ?? stream.publish_urls?.rtmp ?? ''} />
        {make.data && <CopyLine label={t('streams.streamKey')} text={make.data.token} />}
      </dl>
      {make.data && <TimeLeft key={make.data.until} until={make.data.until} />}
      <div>
        <Button busy={make.isPending} onClick={() => make.mutate()}>
          {make.data ? t('streams.tokenAgain') : t('streams.tokenMake')}
        </Button>
      </div>
    </>
  );
};

const TimeLeft = ({ until }: { until: number }) => {
  const t = useT();
  const seconds = useSecondsLeft(until);
  if (seconds <= 0) return <p className="text-warn">{t('streams.tokenOver')}</p>;
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <p className="text-ink-2">
      <span role="timer" className="font-medium text-ink tabular-nums">
        {t('streams.tokenLeft', { time })}
      </span>{' '}
      {t('streams.tokenText')}
    </p>
  );
};
