import { ArchiveIcon, GearIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { ApiError } from '../../shared/api/api-error.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Loaded } from '../../shared/ui/Loaded.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { Select } from '../../shared/ui/Select.js';
import { StreamsNav } from '../streams/StreamsNav.js';
import { deleteRecordings, recordingsQuery, type Recording } from './recording-queries.js';
import { RecordingPlayer } from './RecordingPlayer.js';
import { RecordingRow } from './RecordingRow.js';
import { SelectionBar } from './SelectionBar.js';
import { SORTS, sortRecordings, type RecordingSort } from './sort-recordings.js';
import { useArchive } from './use-archive.js';

/** What was streamed, one broadcast a row. */
export const RecordingsPage = () => {
  const t = useT();
  const list = useQuery(recordingsQuery);
  const hasStorage = !(list.error instanceof ApiError && list.error.code === 'storage.not_found');
  return (
    <>
      <PageHeader
        title={t('recordings.title')}
        description={t('recordings.text')}
        actions={
          <Button asChild>
            <Link to="/recordings/storage">
              <GearIcon aria-hidden />
              {t('recordings.storage')}
            </Link>
          </Button>
        }
      />
      <StreamsNav />
      {hasStorage ? (
        <Loaded query={list} height="h-72">
          {(recordings) => <Library recordings={recordings} />}
        </Loaded>
      ) : (
        <Card>
          <EmptyState
            icon={<ArchiveIcon />}
            title={t('recordings.noStorageTitle')}
            action={
              <Button asChild variant="primary">
                <Link to="/recordings/storage">{t('recordings.setUp')}</Link>
              </Button>
            }
          >
            {t('recordings.noStorageText')}
          </EmptyState>
        </Card>
      )}
    </>
  );
};

const Library = ({ recordings }: { recordings: readonly Recording[] }) => {
  const t = useT();
  const [sort, setSort] = useState<RecordingSort>('newest');
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [doomed, setDoomed] = useState<readonly string[]>();
  const [playing, setPlaying] = useState<{ path: string; title: string }>();
  const archive = useArchive();
  const selected = recordings.flatMap(({ files }) => files).filter(({ name }) => chosen.has(name));

  const select = (names: readonly string[], isSelected: boolean) =>
    setChosen((before) => {
      const next = new Set(before);
      for (const name of names)
        if (isSelected) next.add(name);
        else next.delete(name);
      return next;
    });

  if (recordings.length === 0)
    return (
      <Card>
        <EmptyState icon={<ArchiveIcon />} title={t('recordings.emptyTitle')}>
          {t('recordings.emptyText')}
        </EmptyState>
      </Card>
    );
  return (
    <>
      <div className="mb-4 flex justify-end">
        <Select
          aria-label={t('recordings.sort')}
          className="w-48"
          value={sort}
          onChange={({ target }) => setSort(target.value as RecordingSort)}
          choices={SORTS.map((value) => ({ value, label: t(`recordings.${value}`) }))}
        />
      </div>
      <SelectionBar
        selected={selected}
        archive={archive}
        onClear={() => setChosen(new Set())}
        onDelete={() => setDoomed(selected.map(({ name }) => name))}
      />
      <Card flush>
        <ul className="divide-y divide-line">
          {sortRecordings(recordings, sort).map((recording) => (
            <RecordingRow
              key={recording.folder}
              recording={recording}
              selected={chosen}
              onSelect={select}
              onPlay={(path, title) => setPlaying({ path, title })}
            />
          ))}
        </ul>
      </Card>
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
