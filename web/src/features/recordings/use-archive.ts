import { useRef, useState } from 'react';
import { errorText } from '../../shared/api/error-text.js';
import { useT } from '../../shared/i18n/use-t.js';
import { toast } from '../../shared/ui/toast.js';
import { downloadArchive, saveBlob, type ArchiveProgress } from './archive-download.js';

export interface Archive {
  progress: ArchiveProgress | undefined;
  start: (files: readonly { name: string; size: number }[]) => void;
  stop: () => void;
}

/** One archive at a time, with how far it is. */
export const useArchive = (): Archive => {
  const t = useT();
  const [progress, setProgress] = useState<ArchiveProgress>();
  const running = useRef<AbortController>(undefined);

  const start: Archive['start'] = (files) => {
    if (running.current) return;
    const abort = new AbortController();
    running.current = abort;
    downloadArchive({ files, signal: abort.signal, onProgress: setProgress })
      .then(
        (blob) => {
          saveBlob(blob, 'recordings.zip');
          toast.success(t('recordings.downloadDone'));
        },
        (error: unknown) => abort.signal.aborted || toast.error(errorText(error, t)),
      )
      .finally(() => {
        running.current = undefined;
        setProgress(undefined);
      });
  };
  return { progress, start, stop: () => running.current?.abort() };
};
