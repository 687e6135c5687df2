import { useEffect } from 'react';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { OnceDialog } from '../../../shared/ui/OnceDialog.js';
import { QrCode } from '../../../shared/ui/QrCode.js';
import { SecretOnce } from '../../../shared/ui/SecretOnce.js';
import { freshKeys } from '../fresh-keys.js';

/** A stream that has just got its key: whole this once. */
export const KeyDialog = ({ stream, onClose }: { stream: Stream; onClose: () => void }) => {
  const t = useT();
  const { id, stream_key: key = '' } = stream;
  useEffect(() => freshKeys.keep(id, key), [id, key]);
  return (
    <OnceDialog onClose={onClose} title={t('streams.keyTitle')}>
      <Notice tone="warn">{t('streams.keyOnce')}</Notice>
      <div className="grid gap-5 sm:grid-cols-[1fr_auto]">
        <SecretOnce label={t('streams.streamKey')} text={key} />
        <figure className="grid justify-items-center gap-2">
          <div className="w-40">
            <QrCode text={key} label={t('streams.keyQr')} />
          </div>
          <figcaption className="max-w-40 text-center text-sm text-ink-3">{t('streams.keyQrHint')}</figcaption>
        </figure>
      </div>
    </OnceDialog>
  );
};
