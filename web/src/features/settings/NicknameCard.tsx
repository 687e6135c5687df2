import { LIMITS } from '#libs/contracts';
import { api, body } from '../../shared/api/client.js';
import type { Me } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { FormCard } from '../../shared/ui/FormCard.js';

export interface ProfileCardProps {
  me: Me;
  onSaved: () => Promise<unknown>;
}

export const NicknameCard = ({ me, onSaved }: ProfileCardProps) => {
  const t = useT();
  const form = useForm({
    initial: { nickname: me.nickname ?? '' },
    save: async ({ nickname }) => {
      await body(api.PUT('/api/me/nickname', { body: { nickname: nickname.trim() } }));
      await onSaved();
      toast.success(t('common.saved'));
    },
  });
  return (
    <FormCard form={form} title={t('settings.identity')}>
      <Field label={t('settings.nickname')} hint={t('settings.nicknameHint')} error={form.errors['nickname']}>
        <Input
          name="nickname"
          autoComplete="nickname"
          maxLength={LIMITS.nickname.max}
          placeholder={me.username}
          value={form.values.nickname}
          onChange={(event) => form.set('nickname', event.target.value)}
        />
      </Field>
    </FormCard>
  );
};
