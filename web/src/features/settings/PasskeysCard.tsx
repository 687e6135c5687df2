import { PlusIcon, TrashIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/client.js';
import type { Passkey } from '../../shared/api/types.js';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Badge } from '../../shared/ui/Badge.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { ErrorState } from '../../shared/ui/ErrorState.js';
import { IconButton } from '../../shared/ui/IconButton.js';
import { PasskeyIcon } from '../../shared/ui/icons.js';
import { SkeletonRows } from '../../shared/ui/Skeleton.js';
import { canUsePasskeys } from '../auth/sign-in.js';
import { AddPasskeyDialog } from './AddPasskeyDialog.js';
import { passkeysQuery } from './passkeys.js';

export const PasskeysCard = () => {
  const t = useT();
  const { data, error, refetch } = useQuery(passkeysQuery);
  const [isAdding, setAdding] = useState(false);
  const [doomed, setDoomed] = useState<Passkey>();
  return (
    <Card
      flush
      title={t('settings.passkeys')}
      description={t('settings.passkeysText')}
      action={
        canUsePasskeys() && (
          <Button onClick={() => setAdding(true)}>
            <PlusIcon aria-hidden />
            {t('settings.passkeyAdd')}
          </Button>
        )
      }
    >
      <div className="border-t border-line">
        {!data && (error ? <ErrorState error={error} onRetry={refetch} /> : <SkeletonRows rows={1} />)}
        {data?.length === 0 && (
          <p className="px-5 py-4 text-ink-2">
            {canUsePasskeys() ? t('settings.passkeysEmpty') : t('settings.passkeysUnsupported')}
          </p>
        )}
        <ul className="divide-y divide-line">
          {data?.map((passkey) => (
            <PasskeyRow key={passkey.id} passkey={passkey} onRemove={() => setDoomed(passkey)} />
          ))}
        </ul>
      </div>
      {isAdding && <AddPasskeyDialog onClose={() => setAdding(false)} />}
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={({ id }) => api.DELETE('/api/me/passkeys/{id}', { params: { path: { id } } })}
        stale={[passkeysQuery.queryKey]}
        words={({ name }) => ({
          title: t('settings.passkeyRemoveTitle', { name }),
          description: t('settings.passkeyRemoveText'),
          confirmLabel: t('common.remove'),
          done: t('settings.passkeyRemoved'),
        })}
      />
    </Card>
  );
};

const PasskeyRow = ({ passkey, onRemove }: { passkey: Passkey; onRemove: () => void }) => {
  const t = useT();
  const format = useFormat();
  const { name, backed_up: isSynced, last_used_at: lastUsed, created_at: created } = passkey;
  const used = lastUsed ? t('settings.lastUsed', { time: format.ago(lastUsed) }) : t('settings.neverUsed');
  return (
    <li className="flex min-h-(--row) items-center gap-3 px-5 py-1.5">
      <PasskeyIcon className="shrink-0 text-ink-3" />
      <span className="min-w-0 grow">
        <span className="flex items-center gap-2">
          <span className="truncate font-medium">{name}</span>
          {isSynced && <Badge>{t('settings.passkeySynced')}</Badge>}
        </span>
        <span className="block text-sm text-ink-3">
          {t('settings.added', { time: format.ago(created) })} · {used}
        </span>
      </span>
      <IconButton size="sm" label={`${t('common.remove')}: ${name}`} icon={<TrashIcon />} onClick={onRemove} />
    </li>
  );
};
