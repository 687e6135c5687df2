import { ChevronDownIcon, ChevronRightIcon, DownloadIcon, PlayIcon } from '@radix-ui/react-icons';
import { useId, useState } from 'react';
import { useFormat } from '../../shared/i18n/format.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { IconButton } from '../../shared/ui/IconButton.js';
import { Tooltip } from '../../shared/ui/Tooltip.js';
import { bytesText } from '../sessions/bytes-text.js';
import { Facts } from './Facts.js';
import { downloadAddress, type Recording } from './recording-queries.js';
import { SelectBox } from './SelectBox.js';
import { clockText } from './sort-recordings.js';

interface RecordingRowProps {
  recording: Recording;
  selected: ReadonlySet<string>;
  onSelect: (names: readonly string[], isSelected: boolean) => void;
  onPlay: (path: string, title: string) => void;
}

/** One broadcast; its pieces unfold. */
export const RecordingRow = ({ recording, selected, onSelect, onPlay }: RecordingRowProps) => {
  const t = useT();
  const format = useFormat();
  const listId = useId();
  const [isOpen, setOpen] = useState(false);
  const { title, files, size, duration, started_at, modified } = recording;
  const names = files.map(({ name }) => name);
  const count = names.filter((name) => selected.has(name)).length;
  const time = format.dateTime(started_at ?? new Date(modified * 1000).toISOString());
  const name = `${title}, ${time}`;
  const facts = [
    time,
    t('recordings.pieces', { count: files.length }),
    ...(duration === null ? [] : [clockText(duration)]),
    bytesText(size),
  ];
  return (
    <li>
      <div className="flex items-center gap-3 px-4 py-3">
        <SelectBox
          label={t('recordings.select', { name })}
          state={count === 0 ? false : count === names.length ? true : 'indeterminate'}
          onChange={(is) => onSelect(names, is)}
        />
        <div className="min-w-0 grow">
          <h2 className="truncate font-medium">{title}</h2>
          <Facts of={facts} />
        </div>
        <Button
          size="sm"
          aria-label={t('recordings.playNamed', { name })}
          onClick={() => onPlay(recording.folder, name)}
        >
          <PlayIcon aria-hidden />
          <span className="max-sm:sr-only">{t('recordings.play')}</span>
        </Button>
        <IconButton
          size="sm"
          label={t('recordings.showPieces', { name })}
          aria-expanded={isOpen}
          aria-controls={listId}
          icon={isOpen ? <ChevronDownIcon /> : <ChevronRightIcon />}
          onClick={() => setOpen(!isOpen)}
        />
      </div>
      <ul id={listId} hidden={!isOpen} className="divide-y divide-line border-t border-line bg-canvas">
        {isOpen &&
          files.map((file) => {
            const short = file.name.slice(file.name.lastIndexOf('/') + 1);
            return (
              <li key={file.name} className="flex items-center gap-3 py-1.5 pr-4 pl-8">
                <SelectBox
                  label={t('recordings.select', { name: short })}
                  state={selected.has(file.name)}
                  onChange={(is) => onSelect([file.name], is)}
                />
                <code className="min-w-0 grow truncate text-sm">{short}</code>
                <span className="text-sm text-ink-2 tabular-nums">
                  {file.duration !== null && `${clockText(file.duration)} · `}
                  {bytesText(file.size)}
                </span>
                <IconButton
                  size="sm"
                  label={t('recordings.playNamed', { name: short })}
                  icon={<PlayIcon />}
                  onClick={() => onPlay(file.name, short)}
                />
                <Tooltip label={t('recordings.download')}>
                  <Button asChild variant="ghost" size="icon-sm">
                    <a
                      href={downloadAddress(file.name)}
                      download={short}
                      aria-label={t('recordings.downloadNamed', { name: short })}
                    >
                      <DownloadIcon aria-hidden />
                    </a>
                  </Button>
                </Tooltip>
              </li>
            );
          })}
      </ul>
    </li>
  );
};
