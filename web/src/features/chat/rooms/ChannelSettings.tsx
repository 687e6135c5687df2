import { TrashIcon } from '@radix-ui/react-icons';
import { useId, useState } from 'react';
import type { ChannelState } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { ConfirmAction } from '../../../shared/ui/ConfirmAction.js';
import { FormProblem } from '../../../shared/ui/Notice.js';
import { Sheet } from '../../../shared/ui/Sheet.js';
import { toast } from '../../../shared/ui/toast.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { ChannelFields, checkChannel } from './ChannelFields.js';
import { ChannelMembers } from './ChannelMembers.js';
import { changeChannel, deleteChannel } from './channel-queries.js';

interface ChannelSettingsProps {
  channel: ChannelState;
  onClose: () => void;
}

/** What a channel is and who belongs to it; the server says whether this person may change it. */
export const ChannelSettings = ({ channel, onClose }: ChannelSettingsProps) => {
  const t = useT();
  const id = useId();
  const [isDeleting, setDeleting] = useState(false);
  const { name, description, visibility, mode } = channel;
  const form = useForm({
    initial: { name, description, visibility, mode },
    validate: (values) => checkChannel(values, t),
    save: async (values) => {
      await changeChannel(channel.id, { ...values, name: values.name.trim() });
      toast.success(t('common.saved'));
      onClose();
    },
  });
  return (
    <Sheet
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${t('chat.settings')} · #${name}`}
      keepOnOutsideClick
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form={id} variant="primary" busy={form.isBusy}>
            {t('common.save')}
          </Button>
        </>
      }
    >
      <form id={id} onSubmit={form.submit} noValidate className="grid gap-5">
        <FormProblem problem={form.problem} />
        <ChannelFields form={form} />
      </form>
      <ChannelMembers channel={channel} />
      {channel.is_default === 0 && (
        <Button className="mt-8 text-bad" onClick={() => setDeleting(true)}>
          <TrashIcon aria-hidden />
          {t('chat.deleteChannel')}
        </Button>
      )}
      <ConfirmAction
        subject={isDeleting || undefined}
        onClose={() => setDeleting(false)}
        run={async () => {
          await deleteChannel(channel.id);
          onClose();
        }}
        stale={[]}
        words={() => ({
          title: t('chat.deleteChannelTitle', { name }),
          description: t('chat.deleteChannelText'),
          confirmLabel: t('chat.deleteChannel'),
          done: t('chat.channelDeleted'),
          typeToConfirm: name,
        })}
      />
    </Sheet>
  );
};
