import { CheckCircledIcon } from '@radix-ui/react-icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../../shared/api/api-error.js';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { Notice } from '../../shared/ui/Notice.js';
import { bytesText } from '../sessions/bytes-text.js';
import { changedKey } from './changed-key.js';
import { HostKeyChanged } from './HostKeyChanged.js';
import type { StorageTest } from './recording-queries.js';

/** Whether the storage works, said by the storage itself. */
export const StorageTestCard = () => {
  const t = useT();
  const queries = useQueryClient();
  const test = useMutation({
    mutationFn: () => body(api.POST('/api/vods/storage/test')),
    onSettled: () => queries.invalidateQueries({ queryKey: ['recordings'] }),
  });
  const changed = test.error instanceof ApiError ? changedKey(test.error) : undefined;
  return (
    <Card
      title={t('recordings.test')}
      description={t('recordings.testText')}
      action={
        <Button busy={test.isPending} onClick={() => test.mutate()}>
          {t('recordings.test')}
        </Button>
      }
    >
      <div role="status">
        {test.data && <TestResult result={test.data} />}
        {test.error && !changed && <Notice tone="bad">{errorText(test.error, t)}</Notice>}
        {changed && <HostKeyChanged keys={changed} onTrusted={() => test.mutate()} />}
      </div>
    </Card>
  );
};

const TestResult = ({ result: { file_count, free_bytes, fingerprint } }: { result: StorageTest }) => {
  const t = useT();
  return (
    <div className="grid gap-2">
      <p className="flex items-center gap-2 font-medium text-good">
        <CheckCircledIcon aria-hidden />
        {t('recordings.testOk')}
      </p>
      <p className="text-ink-2">
        {t('recordings.found', { count: file_count })} ·{' '}
        {free_bytes === null ? t('recordings.freeUnknown') : t('recordings.free', { bytes: bytesText(free_bytes) })}
      </p>
      <p className="text-sm text-ink-2">
        {t('recordings.fingerprint')} <code className="break-all text-ink">{fingerprint}</code>
      </p>
    </div>
  );
};
