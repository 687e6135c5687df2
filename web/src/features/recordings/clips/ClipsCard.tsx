import { DownloadIcon, PlayIcon, TrashIcon } from '@radix-ui/react-icons';
import { useState } from 'react';
import { codeText } from '../../../shared/api/error-text.js';
import { useFormat } from '../../../shared/i18n/format.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { ConfirmAction } from '../../../shared/ui/ConfirmAction.js';
import { IconButton } from '../../../shared/ui/IconButton.js';
import { Progress } from '../../../shared/ui/Progress.js';
import { Tooltip } from '../../../shared/ui/Tooltip.js';
import { bytesText } from '../../sessions/bytes-text.js';
import { Facts } from '../Facts.js';
import { deleteRecordings, downloadAddress, type RecordingFile } from '../recording-queries.js';
import { clockText } from '../sort-recordings.js';
import { isUnderWay, type Clip } from './clip-queries.js';
import { useClips } from './use-clips.js';

interface ClipsCardProps {
  /** Those that are on the storage. */
  files: readonly RecordingFile[];
  onPlay: (path: string, title: string) => void;
}

/** Why a clip could not be made is news for so long. */
const NEWS_MS = 24 * 3600_000;

/** Clips on the storage, and those that are on their way there. */
export const ClipsCard = ({ files, onPlay }: ClipsCardProps) => {
  const t = useT();
  const [doomed, setDoomed] = useState<string>();
  const clips = useClips();
  const news = clips.filter((clip) => isUnderWay(clip) || isNews(clip));
  if (files.length === 0 && news.length === 0) return null;
  return (
    <Card flush title={t('recordings.clips')} className="mt-6">
      <ul className="divide-y divide-line border-t border-line">
        {news.map((clip) => (
          <ClipNews key={clip.id} clip={clip} />
        ))}
        {files
          .toSorted((a, b) => b.modified - a.modified)
          .map((file) => (
            <ClipRow key={file.name} file={file} onPlay={onPlay} onDelete={() => setDoomed(file.name)} />
          ))}
      </ul>
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={(name) => deleteRecordings([name])}
        stale={[['recordings']]}
        words={(name) => ({
          title: t('recordings.clipDeleteTitle', { name: titleOf(name) }),
          description: t('recordings.clipDeleteText'),
          confirmLabel: t('common.delete'),
          done: t('recordings.clipDeleted'),
        })}
      />
    </Card>
  );
};

const isNews = ({ state, created_at }: Clip): boolean =>
  state === 'failed' && Date.parse(created_at) > Date.now() - NEWS_MS;

const ClipNews = ({ clip: { name, state, progress, error } }: { clip: Clip }) => {
  const t = useT();
  return (
    <li className="grid gap-1.5 px-5 py-3">
      <p className="truncate font-medium">{name}</p>
      {state === 'failed' ? (
        <p className="text-sm text-bad">
          {t('recordings.clipFailed', { name })} {codeText(error ?? 'internal', t)}
        </p>
      ) : (
        <Progress label={t('recordings.clipRunning', { name })} value={progress} />
      )}
    </li>
  );
};

interface ClipRowProps {
  file: RecordingFile;
  onPlay: (path: string, title: string) => void;
  onDelete: () => void;
}

const ClipRow = ({ file: { name, size, duration, modified }, onPlay, onDelete }: ClipRowProps) => {
  const t = useT();
  const format = useFormat();
  const title = titleOf(name);
  const facts = [
    format.dateTime(new Date(modified * 1000).toISOString()),
    ...(duration === null ? [] : [clockText(duration)]),
    bytesText(size),
  ];
  return (
    <li className="flex items-center gap-1 py-2 pr-4 pl-5">
      <div className="min-w-0 grow">
        <h3 className="truncate font-medium">{title}</h3>
        <Facts of={facts} />
      </div>
      <IconButton
        size="sm"
        label={t('recordings.playNamed', { name: title })}
        icon={<PlayIcon />}
        onClick={() => onPlay(name, title)}
      />
      <Tooltip label={t('recordings.download')}>
        <Button asChild variant="ghost" size="icon-sm">
          <a
            href={downloadAddress(name)}
            download={`${title}.mkv`}
            aria-label={t('recordings.downloadNamed', { name: title })}
          >
            <DownloadIcon aria-hidden />
          </a>
        </Button>
      </Tooltip>
      <IconButton
        size="sm"
        label={t('recordings.clipDelete', { name: title })}
        icon={<TrashIcon />}
        onClick={onDelete}
      />
    </li>
  );
};

const titleOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1).replace(/\.mkv$/i, '');
