import { LIMITS } from '#libs/contracts';
import { api, body } from '../../shared/api/client.js';
import type { UserStatus } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { Select } from '../../shared/ui/Select.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { FormCard } from '../../shared/ui/FormCard.js';
import type { ProfileCardProps } from './NicknameCard.js';

const STATUSES: readonly UserStatus[] = ['online', 'away', 'busy', 'dnd', 'offline'];

export const StatusCard = ({ me, onSaved }: ProfileCardProps) => {
  const t = useT();
  const form = useForm({
    initial: { status: me.status, status_message: me.status_message ?? '' },
    save: async ({ status, status_message }) => {
      await body(api.PUT('/api/me/status', { body: { status, status_message: status_message.trim() } }));
      await onSaved();
      toast.success(t('common.saved'));
    },
  });
  return (
    <FormCard form={form} title={t('settings.status')}>
      <div className="grid items-start gap-5 sm:grid-cols-[12rem_1fr]">
        <Field label={t('settings.status')} error={form.errors['status']}>
          <Select
            choices={STATUSES.map((value) => ({ value, label: t(`settings.${value}`) }))}
            value={form.values.status}
            onChange={(event) => form.set('status', event.target.value as UserStatus)}
          />
        </Field>
        <Field
          label={t('settings.statusMessage')}
          note={t('common.optional')}
          hint={t('settings.statusMessageHint')}
          error={form.errors['status_message']}
        >
          <Input
            maxLength={LIMITS.statusMessage}
            autoComplete="off"
            value={form.values.status_message}
            onChange={(event) => form.set('status_message', event.target.value)}
          />
        </Field>
      </div>
    </FormCard>
  );
};
