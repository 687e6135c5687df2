import { useMutation } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import { errorText } from '../../shared/api/error-text.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Notice } from '../../shared/ui/Notice.js';
import { toast } from '../../shared/ui/toast.js';
import type { ChangedKey } from './changed-key.js';

interface HostKeyChangedProps {
  keys: ChangedKey;
  onTrusted: () => void;
}

/** Both keys side by side: only their owner can tell which one is right. */
export const HostKeyChanged = ({ keys: { pinned, fingerprint }, onTrusted }: HostKeyChangedProps) => {
  const t = useT();
  const trust = useMutation({
    mutationFn: () => body(api.POST('/api/vods/storage/host-key', { body: { fingerprint } })),
    onSuccess: () => {
      toast.success(t('recordings.trusted'));
      onTrusted();
    },
    onError: (error) => toast.error(errorText(error, t)),
  });
  return (
    <Notice tone="warn" title={t('recordings.changedTitle')}>
      <p>{t('recordings.changedText')}</p>
      <dl className="mt-3 grid gap-1 text-sm">
        <dt className="text-ink-2">{t('recordings.pinnedKey')}</dt>
        <dd>
          <code className="break-all">{pinned}</code>
        </dd>
        <dt className="mt-1 text-ink-2">{t('recordings.offeredKey')}</dt>
        <dd>
          <code className="break-all">{fingerprint}</code>
        </dd>
      </dl>
      <Button className="mt-3" size="sm" busy={trust.isPending} onClick={() => trust.mutate()}>
        {t('recordings.trust')}
      </Button>
    </Notice>
  );
};
