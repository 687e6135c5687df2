import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../../shared/api/client.js';
import type { FoundUser } from '../../../shared/api/types.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Field } from '../../../shared/ui/Field.js';
import { FormDialog } from '../../../shared/ui/FormDialog.js';
import { Input } from '../../../shared/ui/Input.js';
import { toast } from '../../../shared/ui/toast.js';
import { useForm } from '../../../shared/ui/use-form.js';
import { useMe } from '../../auth/session.js';
import { UserPicker } from '../../chat/dm/UserPicker.js';
import { bansQuery } from '../stream-queries.js';

interface BanDialogProps {
  streamId: number;
  /** Whom; without it the dialog asks. */
  person?: { id: number; name: string };
  /** Who need not be banned again. */
  banned?: readonly number[];
  onClose: () => void;
}

/** What the portal keeps of a reason. */
const MAX_REASON_CHARS = 300;

export const BanDialog = ({ streamId, person, banned = [], onClose }: BanDialogProps) => {
  const t = useT();
  const me = useMe();
  const queries = useQueryClient();
  const form = useForm({
    initial: { people: [] as readonly FoundUser[], reason: '' },
    extraFields: ['user_id'],
    save: async ({ people: [found], reason }) => {
      const whom = person ?? (found && { id: found.id, name: found.nickname || found.username });
      if (!whom) return;
      const ban = { user_id: whom.id, ...(reason.trim() && { reason: reason.trim() }) };
      await body(api.POST('/api/streams/{id}/bans', { params: { path: { id: streamId } }, body: ban }));
      await queries.invalidateQueries({ queryKey: bansQuery(streamId).queryKey });
      toast.success(t('streams.banned', { name: whom.name }));
      onClose();
    },
  });
  const { people, reason } = form.values;
  return (
    <FormDialog
      form={form}
      onClose={onClose}
      title={person ? t('chat.ban', person) : t('streams.ban')}
      submitLabel={t('streams.ban')}
      isDanger
      isDisabled={!person && people.length === 0}
    >
      {!person && (
        <UserPicker
          autoFocus
          label={t('streams.banPerson')}
          chosen={people}
          onChange={(chosen) => form.set('people', chosen)}
          without={[me.id, ...banned]}
          max={1}
        />
      )}
      <Field
        label={t('streams.banReason')}
        note={t('common.optional')}
        hint={t('streams.banReasonHint')}
        error={form.errors['reason']}
      >
        <Input
          maxLength={MAX_REASON_CHARS}
          value={reason}
          onChange={(event) => form.set('reason', event.target.value)}
        />
      </Field>
    </FormDialog>
  );
};
