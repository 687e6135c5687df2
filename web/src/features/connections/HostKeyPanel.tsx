import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { errorText } from '../../shared/api/error-text.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { CopyButton } from '../../shared/ui/CopyButton.js';
import { Skeleton } from '../../shared/ui/Skeleton.js';
import { forgetHostKey, hostKeyQuery, type KeyOwner } from './host-key.js';

/** The pinned key of the server and the way to be rid of it. */
export const HostKeyPanel = ({ owner }: { owner: KeyOwner }) => {
  const t = useT();
  const format = useFormat();
  const { data: key, error } = useQuery(hostKeyQuery(owner));
  const [isAsking, setAsking] = useState(false);
  return (
    <section aria-label={t('connections.hostKey')} className="rounded-md border border-line p-4">
      <h3 className="font-medium">{t('connections.hostKey')}</h3>
      {error && <p className="mt-1 text-sm text-bad">{errorText(error, t)}</p>}
      {key === undefined && !error && <Skeleton className="mt-2 h-10" />}
      {key === null && <p className="mt-1 text-sm text-ink-2">{t('connections.hostKeyNone')}</p>}
      {key && (
        <>
          <p className="mt-1 text-sm text-ink-2">{t('connections.hostKeyText')}</p>
          <div className="mt-3 flex items-center gap-1 rounded-md bg-sunken py-1 pr-1 pl-3">
            <code className="min-w-0 grow text-xs break-all">{key.fingerprint}</code>
            <CopyButton text={key.fingerprint} />
          </div>
          <div className="mt-2 flex flex-wrap items-center justify-between gap-2 text-sm text-ink-3">
            <span>
              {key.algorithm && `${key.algorithm} · `}
              {t('connections.hostKeySince', { date: format.date(key.pinned_at) })}
            </span>
            <Button variant="link" size="inline" className="text-sm text-bad" onClick={() => setAsking(true)}>
              {t('connections.hostKeyForget')}
            </Button>
          </div>
        </>
      )}
      <ConfirmAction
        subject={isAsking || undefined}
        onClose={() => setAsking(false)}
        run={() => forgetHostKey(owner)}
        stale={[hostKeyQuery(owner).queryKey]}
        words={() => ({
          title: t('connections.hostKeyForgetTitle'),
          description: t('connections.hostKeyForgetText'),
          confirmLabel: t('connections.hostKeyForget'),
          done: t('connections.hostKeyForgotten'),
        })}
      />
    </section>
  );
};
