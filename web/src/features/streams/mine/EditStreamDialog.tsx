import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';
import type { Stream } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { toast } from '../../../shared/ui/toast.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { StreamFields } from './StreamFields.js';

export const EditStreamDialog = ({ stream, onClose }: { stream: Stream; onClose: () => void }) => {
  const t = useT();
  const queries = useQueryClient();
  const { id, title, description, is_public, rtmp_enabled = false } = stream;
  const form = useForm({
    initial: { title, description, is_public, rtmp_enabled },
    validate: (values) => ({ ...(!values.title.trim() && { title: t('common.required') }) }),
    save: async (values) => {
      const changes = { ...values, title: values.title.trim() };
      await body(api.PUT('/api/streams/{id}', { params: { path: { id } }, body: changes }));
      await queries.invalidateQueries({ queryKey: ['streams'] });
      toast.success(t('common.saved'));
      onClose();
    },
  });
  return (
    <FormDialog form={form} onClose={onClose} title={t('streams.editTitle')} submitLabel={t('common.save')}>
      <StreamFields form={form} />
    </FormDialog>
  );
};
