import { LIMITS, type Conversation } from '#libs/contracts';
import type { FoundUser } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { toast } from '../../../shared/ui/toast.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { addPeople } from './dm-queries.js';
import { UserPicker } from './UserPicker.js';

interface AddPeopleDialogProps {
  conversation: Pick<Conversation, 'id' | 'participants'>;
  onClose: () => void;
}

export const AddPeopleDialog = ({ conversation: { id, participants }, onClose }: AddPeopleDialogProps) => {
  const t = useT();
  const form = useForm({
    initial: { people: [] as readonly FoundUser[] },
    extraFields: ['user_ids'],
    save: async ({ people }) => {
      await addPeople(
        id,
        people.map((user) => user.id),
      );
      toast.success(t('dm.added', { count: people.length }));
      onClose();
    },
  });
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={t('dm.addPeople')}
      description={t('dm.addPeopleText')}
      submitLabel={t('dm.add')}
      isDisabled={form.values.people.length === 0}
    >
      <UserPicker
        autoFocus
        label={t('dm.people')}
        chosen={form.values.people}
        onChange={(people) => form.set('people', people)}
        without={participants.map(({ user_id }) => user_id)}
        max={LIMITS.participants - participants.length}
      />
    </FormDialog>
  );
};
