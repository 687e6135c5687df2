import { ArchiveIcon, GearIcon } from '@radix-ui/react-icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ApiError } from '../../shared/api/api-error.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { EmptyState } from '../../shared/ui/EmptyState.js';
import { Loaded } from '../../shared/ui/Loaded.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { StreamsNav } from '../streams/StreamsNav.js';
import { Library } from './Library.js';
import { recordingsQuery } from './recording-queries.js';

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
