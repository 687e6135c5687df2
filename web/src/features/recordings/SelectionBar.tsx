import { Cross2Icon, DownloadIcon, TrashIcon } from '@radix-ui/react-icons';
import type { ReactNode } from 'react';
import { LIMITS } from '#libs/contracts';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { IconButton } from '../../shared/ui/IconButton.js';
import { Progress } from '../../shared/ui/Progress.js';
import { bytesText } from '../sessions/bytes-text.js';
import type { Archive } from './use-archive.js';

interface SelectionBarProps {
  selected: readonly { name: string; size: number }[];
  archive: Archive;
  onDelete: () => void;
  onClear: () => void;
}

/** What can be done with the pieces that are selected, and how far it is. */
export const SelectionBar = ({ selected, archive, onDelete, onClear }: SelectionBarProps) => {
  const t = useT();
  const { progress } = archive;
  const size = selected.reduce((sum, file) => sum + file.size, 0);
  const isTooMany = selected.length > LIMITS.archiveFiles;
  if (progress) {
    const words = { done: bytesText(progress.done), total: bytesText(progress.total) };
    return (
      <Bar>
        <div className="min-w-40 grow">
          <p className="mb-1.5 text-sm tabular-nums">{t('recordings.downloading', words)}</p>
          <Progress
            label={t('recordings.downloadZip')}
            value={progress.total > 0 ? (progress.done / progress.total) * 100 : undefined}
          />
        </div>
        <Button size="sm" onClick={archive.stop}>
          {t('recordings.downloadStop')}
        </Button>
      </Bar>
    );
  }
  if (selected.length === 0) return null;
  return (
    <Bar>
      <p className="grow text-sm font-medium" role="status">
        {t('recordings.selected', { count: selected.length })} · {bytesText(size)}
        {isTooMany && (
          <span className="block font-normal text-warn">
            {t('recordings.downloadLimit', { count: LIMITS.archiveFiles })}
          </span>
        )}
      </p>
      <Button size="sm" disabled={isTooMany} onClick={() => archive.start(selected)}>
        <DownloadIcon aria-hidden />
        {t('recordings.downloadZip')}
      </Button>
      <Button size="sm" onClick={onDelete}>
        <TrashIcon aria-hidden />
        {t('common.delete')}
      </Button>
      <IconButton size="sm" label={t('recordings.clear')} icon={<Cross2Icon />} onClick={onClear} />
    </Bar>
  );
};

const Bar = ({ children }: { children: ReactNode }) => (
  <div className="sticky top-2 z-10 mb-4 flex flex-wrap items-center gap-2 rounded-lg border border-accent bg-accent-soft px-4 py-2 max-md:top-15">
    {children}
  </div>
);
