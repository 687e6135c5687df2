import { LIMITS } from '#libs/contracts';
import type { FoundUser } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Field } from '../../../shared/ui/Field.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { Input } from '../../../shared/ui/Input.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { useMe } from '../../auth/session.js';
import { startConversation } from './dm-queries.js';
import { UserPicker } from './UserPicker.js';

interface NewConversationDialogProps {
  onClose: () => void;
  onStarted: (conversationId: number) => void;
}

/** Chooses one person or several; several are a group. Render it only while it is open. */
export const NewConversationDialog = ({ onClose, onStarted }: NewConversationDialogProps) => {
  const t = useT();
  const me = useMe();
  const form = useForm({
    initial: { people: [] as readonly FoundUser[], name: '' },
    extraFields: ['user_id', 'user_ids'],
    save: async ({ people, name }) => {
      const { id } = await startConversation(
        people.map((user) => user.id),
        name.trim(),
      );
      onClose();
      onStarted(id);
    },
  });
  const { people, name } = form.values;
  const isGroup = people.length > 1;
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={t('dm.new')}
      description={t('dm.newText')}
      submitLabel={isGroup ? t('dm.startGroup') : t('dm.start')}
      isDisabled={people.length === 0}
    >
      <UserPicker
        autoFocus
        label={t('dm.to')}
        chosen={people}
        onChange={(chosen) => form.set('people', chosen)}
        without={[me.id]}
        max={LIMITS.participants - 1}
      />
      {isGroup && (
        <Field
          label={t('dm.groupName')}
          note={t('common.optional')}
          hint={t('dm.groupNameHint')}
          error={form.errors['name']}
        >
          <Input
            maxLength={LIMITS.groupName}
            autoComplete="off"
            value={name}
            onChange={(event) => form.set('name', event.target.value)}
          />
        </Field>
      )}
    </FormDialog>
  );
};
