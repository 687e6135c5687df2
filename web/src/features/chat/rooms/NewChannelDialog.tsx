import { useT } from '../../../shared/i18n/use-t.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { toast } from '../../../shared/ui/toast.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { ChannelFields, checkChannel } from './ChannelFields.js';
import { createChannel, type ChannelValues } from './channel-queries.js';

const EMPTY: ChannelValues = { name: '', description: '', visibility: 'public', mode: 'open' };

interface NewChannelDialogProps {
  onClose: () => void;
  onCreated: (name: string) => void;
}

/** Render it only while it is open. */
export const NewChannelDialog = ({ onClose, onCreated }: NewChannelDialogProps) => {
  const t = useT();
  const form = useForm({
    initial: EMPTY,
    validate: (values) => checkChannel(values, t),
    save: async (values) => {
      const { name } = await createChannel({ ...values, name: values.name.trim() });
      toast.success(t('chat.channelCreated'));
      onClose();
      onCreated(name);
    },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={t('chat.newChannel')}
      description={t('chat.newChannelText')}
      submitLabel={t('common.create')}
    >
      <ChannelFields form={form} />
    </FormDialog>
  );
};
