import { CheckCircledIcon, DownloadIcon } from '@radix-ui/react-icons';
import { codeText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Notice } from '../../../shared/ui/Notice.js';
import { Progress } from '../../../shared/ui/Progress.js';
import { downloadAddress } from '../recording-queries.js';
import { useClips } from './use-clips.js';

/** How far a clip is that was just asked for, and the clip once it is there. */
export const ClipProgress = ({ id }: { id: number }) => {
  const t = useT();
  const clip = useClips().find((one) => one.id === id);
  if (!clip) return null;
  const { name, state, progress, file, error } = clip;
  return (
    <div role="status" className="mt-4 border-t border-line pt-4">
      {state === 'done' && file ? (
        <div className="flex flex-wrap items-center gap-3">
          <p className="flex min-w-0 grow items-center gap-2 font-medium text-good">
            <CheckCircledIcon aria-hidden className="shrink-0" />
            <span className="truncate">{t('recordings.clipDone', { name })}</span>
          </p>
          <Button asChild size="sm">
            <a href={downloadAddress(file)} download={file.slice(file.lastIndexOf('/') + 1)}>
              <DownloadIcon aria-hidden />
              {t('recordings.download')}
            </a>
          </Button>
        </div>
      ) : state === 'failed' ? (
        <Notice tone="bad" title={t('recordings.clipFailed', { name })}>
          {codeText(error ?? 'internal', t)}
        </Notice>
      ) : (
        <>
          <p className="mb-1.5 text-sm">{t('recordings.clipRunning', { name })}</p>
          <Progress label={t('recordings.clipRunning', { name })} value={progress} />
        </>
      )}
    </div>
  );
};
