import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { roleAtLeast } from '#libs/contracts';
import { errorText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.js';
import { ShieldIcon } from '../../../shared/ui/icons.js';
import { FormProblem } from '../../../shared/ui/Notice.js';
import { useMe } from '../../auth/session.js';
import { trustHostKey } from '../../connections/host-key.js';
import type { Refusal } from '../session/terminal-state.js';
import type { Pane } from '../workspace/pane.js';
import { useWorkspace } from '../workspace/use-workspace.js';
import { AskCard } from './AskCard.js';
import { Fingerprint } from './Fingerprint.js';

interface RefusedKeys {
  host: string;
  port: number;
  /** The stored one; none when a key has to be stored beforehand and was not. */
  pinned?: string;
  fingerprint: string;
}

/** The keys of a `hostkey.changed` or `hostkey.unknown`; undefined for any other refusal. */
export const readHostKeys = ({ code, details }: Refusal): RefusedKeys | undefined => {
  if (code !== 'hostkey.changed' && code !== 'hostkey.unknown') return undefined;
  const { host, port, pinned, fingerprint } = (details ?? {}) as Record<string, unknown>;
  if (typeof host !== 'string' || typeof port !== 'number' || typeof fingerprint !== 'string') return undefined;
  return { host, port, fingerprint, ...(typeof pinned === 'string' && { pinned }) };
};

/** A hard stop: nothing was sent to the server, and only its owner may decide that the key is right. */
export const HostKeyRefused = ({ pane, keys }: { pane: Pane; keys: RefusedKeys }) => {
  const t = useT();
  const workspace = useWorkspace();
  const queries = useQueryClient();
  const [isAsking, setAsking] = useState(false);
  const { target } = pane;
  const { role } = useMe();
  const mayTrust = 'connection' in target || roleAtLeast(role, 'admin');
  const trust = useMutation({
    mutationFn: () => trustHostKey(target, keys.fingerprint),
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: ['connections'] });
      pane.restart();
    },
    onSettled: () => setAsking(false),
  });
  const address = `${keys.host}:${keys.port}`;
  const { pinned } = keys;
  return (
    <AskCard
      tone={pinned ? 'bad' : 'plain'}
      title={pinned ? t('terminal.changedTitle') : t('terminal.unknownTitle')}
      icon={<ShieldIcon className="size-5 shrink-0" />}
      footer={
        <>
          <Button data-first className="mr-auto" onClick={() => workspace.close(pane.id)}>
            {t('terminal.hostKeyNo')}
          </Button>
          {mayTrust && (
            <Button variant={pinned ? 'danger' : 'primary'} onClick={() => setAsking(true)}>
              {pinned ? t('terminal.changedReplace') : t('terminal.unknownTrust')}
            </Button>
          )}
        </>
      }
    >
      <p role="alert" className="text-ink-2">
        {pinned ? t('terminal.changedText', { address }) : t('terminal.unknownText', { address })}
      </p>
      {pinned && <Fingerprint label={t('terminal.changedStored')} value={pinned} />}
      <Fingerprint label={t('terminal.changedOffered')} value={keys.fingerprint} />
      {!mayTrust && <p className="text-sm text-ink-2">{t('terminal.changedAdmin')}</p>}
      <FormProblem problem={trust.error ? errorText(trust.error, t) : undefined} />
      <ConfirmDialog
        open={isAsking}
        onOpenChange={setAsking}
        danger={pinned !== undefined}
        busy={trust.isPending}
        title={t('terminal.changedReplaceTitle')}
        description={t('terminal.changedReplaceText')}
        confirmLabel={pinned ? t('terminal.changedReplace') : t('terminal.unknownTrust')}
        onConfirm={() => trust.mutate()}
      />
    </AskCard>
  );
};
