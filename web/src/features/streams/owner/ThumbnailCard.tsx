import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { toApiError } from '../../../shared/api/api-error.js';
import { api } from '../../../shared/api/client.js';
import { errorText } from '../../../shared/api/error-text.js';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Card } from '../../../shared/ui/Card.js';
import { toast } from '../../../shared/ui/toast.js';
import { StreamPicture } from '../StreamPicture.js';
import { OFFLINE } from '../stream-states.js';
import { THUMBNAIL_TYPES, thumbnailFault } from './thumbnail-file.js';

export const ThumbnailCard = ({ stream }: { stream: Stream }) => {
  const t = useT();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [version, setVersion] = useState(0);
  const { id, has_thumbnail: hasOne } = stream;

  const settle = async (words: string) => {
    setVersion(Date.now());
    await queries.invalidateQueries({ queryKey: ['streams'] });
    toast.success(words);
  };
  const choose = useMutation({
    mutationFn: (file: File) => sendThumbnail(id, file),
    onSuccess: () => settle(t('streams.thumbnailSaved')),
    onError: (error) => toast.error(errorText(error, t)),
  });
  const remove = useMutation({
    mutationFn: () => api.DELETE('/api/streams/{id}/thumbnail', { params: { path: { id } } }),
    onSuccess: () => settle(t('streams.thumbnailRemoved')),
    onError: (error) => toast.error(errorText(error, t)),
  });
  const take = (file: File | undefined) => {
    if (!file) return;
    const fault = thumbnailFault(file);
    if (fault) toast.error(fault === 'kind' ? t('streams.thumbnailKind') : t('streams.thumbnailSize'));
    else choose.mutate(file);
  };

  return (
    <Card
      title={t('streams.thumbnail')}
      description={t('streams.thumbnailText')}
      footer={
        <>
          {hasOne && (
            <Button busy={remove.isPending} onClick={() => remove.mutate()}>
              {t('streams.thumbnailRemove')}
            </Button>
          )}
          <Button busy={choose.isPending} onClick={() => input.current?.click()}>
            {hasOne ? t('streams.thumbnailReplace') : t('streams.thumbnailChoose')}
          </Button>
        </>
      }
    >
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('streams.thumbnailChoose')}
        accept={THUMBNAIL_TYPES.join(',')}
        onChange={(event) => {
          take(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      {/* What shows while the stream is off, also while it is on. */}
      <StreamPicture
        key={version}
        stream={{ ...stream, is_live: OFFLINE }}
        version={version}
        alt={t('streams.thumbnail')}
        className="rounded-md border border-line"
      />
    </Card>
  );
};

/** Not through the client, which sends JSON. @throws ApiError */
const sendThumbnail = async (id: number, file: File): Promise<void> => {
  const form = new FormData();
  form.append('thumbnail', file);
  const response = await fetch(`/api/streams/${id}/thumbnail`, { method: 'POST', body: form });
  if (!response.ok) throw await toApiError(response);
};
