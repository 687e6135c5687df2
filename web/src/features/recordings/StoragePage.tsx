import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../shared/api/client.js';
import { codeText } from '../../shared/api/error-text.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Button } from '../../shared/ui/Button.js';
import { Card } from '../../shared/ui/Card.js';
import { ConfirmAction } from '../../shared/ui/ConfirmAction.js';
import { Loaded } from '../../shared/ui/Loaded.js';
import { Notice } from '../../shared/ui/Notice.js';
import { PageHeader } from '../../shared/ui/PageHeader.js';
import { bytesText } from '../sessions/bytes-text.js';
import { storageQuery, type Storage } from './recording-queries.js';
import { StorageForm } from './StorageForm.js';
import { StorageTestCard } from './StorageTestCard.js';

/** Where recordings go: the owner's own server. */
export const StoragePage = () => {
  const t = useT();
  const query = useQuery(storageQuery);
  return (
    <>
      <PageHeader
        title={t('recordings.storageTitle')}
        actions={
          <Button asChild>
            <Link to="/recordings">{t('recordings.back')}</Link>
          </Button>
        }
      />
      <Loaded query={query} height="h-96">
        {(storage) => (
          <div className="grid max-w-3xl gap-6">
            <StorageForm key={storage ? 'kept' : 'new'} storage={storage} />
            {storage && (
              <>
                <StorageState storage={storage} />
                <StorageTestCard key={`${storage.host}:${storage.port}`} />
                <RemoveStorage />
              </>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
};

const StorageState = ({ storage: { waiting_files, waiting_bytes, last_error } }: { storage: Storage }) => {
  const t = useT();
  return (
    <Card title={t('recordings.state')}>
      <div className="grid gap-3">
        <p role="status">
          {waiting_files > 0
            ? t('recordings.waiting', { count: waiting_files, bytes: bytesText(waiting_bytes) })
            : t('recordings.allStored')}
        </p>
        {last_error && (
          <Notice tone="bad" title={t('recordings.lastError')}>
            {codeText(last_error, t)}
          </Notice>
        )}
      </div>
    </Card>
  );
};

const RemoveStorage = () => {
  const t = useT();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Card
        title={t('recordings.remove')}
        description={t('recordings.removeText')}
        action={<Button onClick={() => setAsking(true)}>{t('common.remove')}</Button>}
      />
      <ConfirmAction
        subject={isAsking || undefined}
        onClose={() => setAsking(false)}
        run={() => api.DELETE('/api/vods/storage')}
        stale={[['recordings']]}
        words={() => ({
          title: t('recordings.removeTitle'),
          description: t('recordings.removeText'),
          confirmLabel: t('common.remove'),
          done: t('recordings.removed'),
        })}
      />
    </>
  );
};
