import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body } from '../../../shared/api/client.js';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { KeyDialog } from './KeyDialog.js';
import { StreamFields, type StreamValues } from './StreamFields.js';

const NOTHING: StreamValues = { title: '', description: '', is_public: true, rtmp_enabled: false };

export const NewStreamDialog = ({ onClose }: { onClose: (made?: Stream) => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const [made, setMade] = useState<Stream>();
  const form = useForm({
    initial: NOTHING,
    validate: ({ title }) => ({ ...(!title.trim() && { title: t('common.required') }) }),
    save: async (values) => {
      setMade(await body(api.POST('/api/streams', { body: { ...values, title: values.title.trim() } })));
      await queries.invalidateQueries({ queryKey: ['streams'] });
    },
  });
  if (made) return <KeyDialog stream={made} onClose={() => onClose(made)} />;
  return (
    <FormDialog form={form} onClose={() => onClose()} title={t('streams.add')} submitLabel={t('common.create')}>
      <StreamFields form={form} />
    </FormDialog>
  );
};
