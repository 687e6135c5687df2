import { ArchiveIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CLIPS_FOLDER } from '#libs/contracts';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Select } from '../../shared/ui/Select.js';
import { ClipsCard } from './clips/ClipsCard.js';
import { deleteRecordings, type Recording } from './recording-queries.js';
import { RecordingPlayer } from './RecordingPlayer.js';
import { RecordingRow } from './RecordingRow.js';
import { SelectionBar } from './SelectionBar.js';
import { SORTS, sortRecordings, type RecordingSort } from './sort-recordings.js';
import { useArchive } from './use-archive.js';

/** Broadcasts and clips on the storage, and what can be done with them. */
export const Library = ({ recordings }: { recordings: readonly Recording[] }) => {
  const t = useT();
  const [sort, setSort] = useState<RecordingSort>('newest');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [doomed, setDoomed] = useState<readonly string[]>();
  const [playing, setPlaying] = useState<{ path: string; title: string; clipName: string }>();
  const archive = useArchive();
  const broadcasts = recordings.filter(({ folder }) => folder !== CLIPS_FOLDER);
  const clips = recordings.find(({ folder }) => folder === CLIPS_FOLDER)?.files ?? [];
  const selected = broadcasts.flatMap(({ files }) => files).filter(({ name }) => chosen.has(name));

  const select = (names: readonly string[], isSelected: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      for (const name of names)
        if (isSelected) next.add(name);
        else next.delete(name);
      return next;
    });

  return (
    <>
      {broadcasts.length > 1 && (
        <div className="mb-4 flex justify-end">
          <Select
            aria-label={t('recordings.sort')}
            className="w-48"
            value={sort}
            onChange={({ target }) => setSort(target.value as RecordingSort)}
            choices={SORTS.map((value) => ({ value, label: t(`recordings.${value}`) }))}
          />
        </div>
      )}
      <SelectionBar
        selected={selected}
        archive={archive}
        onClear={() => setChosen(new Set())}
        onDelete={() => setDoomed(selected.map(({ name }) => name))}
      />
      {broadcasts.length === 0 ? (
        <Card>
          <EmptyState
            icon={<ArchiveIcon />}
            title={t('recordings.emptyTitle')}
            action={
              <Button asChild>
                <Link to="/streams/mine">{t('streams.mine')}</Link>
              </Button>
            }
          >
            {t('recordings.emptyText')}
          </EmptyState>
        </Card>
      ) : (
        <Card flush>
          <ul className="divide-y divide-line">
            {sortRecordings(broadcasts, sort).map((recording) => (
              <RecordingRow
                key={recording.folder}
                recording={recording}
                selected={chosen}
                onSelect={select}
                onPlay={(path, title) => setPlaying({ path, title, clipName: recording.title })}
              />
            ))}
          </ul>
        </Card>
      )}
      <ClipsCard files={clips} onPlay={(path, title) => setPlaying({ path, title, clipName: title })} />
      {playing && <RecordingPlayer {...playing} onClose={() => setPlaying(undefined)} />}
      <ConfirmAction
        subject={doomed}
        onClose={() => setDoomed(undefined)}
        run={deleteRecordings}
        stale={[['recordings']]}
        words={({ length: count }) => ({
          title: t('recordings.deleteTitle', { count }),
          description: t('recordings.deleteText'),
          confirmLabel: t('common.delete'),
          done: t('recordings.deleted', { count }),
        })}
      />
    </>
  );
};
