import { useEffect, useRef, useState } from 'react';
import { errorText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { toast } from '../../../shared/ui/toast.js';
import { imageFault, uploadImage } from './upload-image.js';

const MAX_ATTACHMENTS = 4;

export interface Attachment {
  id: number;
  name: string;
  /** To look at before it is sent. */
  preview: string;
  /** Percent. */
  progress: number;
  /** Once it is uploaded. */
  url?: string;
  problem?: string;
}

/** Images on their way into a message: uploaded as soon as they are chosen. */
export const useAttachments = () => {
  const t = useT();
  const [items, setItems] = useState<readonly Attachment[]>([]);
  const next = useRef(1);
  const uploads = useRef(new Map<number, AbortController>());
  const change = (id: number, to: Partial<Attachment>) =>
    setItems((before) => before.map((item) => (item.id === id ? { ...item, ...to } : item)));

  const drop = (id: number) => {
    uploads.current.get(id)?.abort();
    uploads.current.delete(id);
    setItems((before) => {
      const gone = before.find((item) => item.id === id);
      if (gone) URL.revokeObjectURL(gone.preview);
      return before.filter((item) => item.id !== id);
    });
  };

  const addOne = (file: File) => {
    const id = next.current++;
    const upload = new AbortController();
    uploads.current.set(id, upload);
    const item = { id, name: file.name || t('chat.image'), preview: URL.createObjectURL(file), progress: 0 };
    setItems((before) => [...before, item]);
    uploadImage(file, { signal: upload.signal, onProgress: (progress) => change(id, { progress }) }).then(
      (url) => change(id, { url, progress: 100 }),
      (error: unknown) => upload.signal.aborted || change(id, { problem: errorText(error, t) }),
    );
  };

  const add = (files: readonly File[]) => {
    for (const file of files.slice(0, MAX_ATTACHMENTS - items.length)) {
      const fault = imageFault(file);
      if (fault) toast.error(fault === 'kind' ? t('chat.imageKind') : t('chat.imageTooBig'));
      else addOne(file);
    }
  };
  const clear = () => {
    for (const { id } of items) drop(id);
  };

  useEffect(() => {
    const { current } = uploads;
    return () => {
      for (const upload of current.values()) upload.abort();
    };
  }, []);

  const isBusy = items.some(({ url, problem }) => url === undefined && problem === undefined);
  const urls = items.flatMap(({ url }) => url ?? []);
  return { items, urls, isBusy, add, drop, clear };
};
