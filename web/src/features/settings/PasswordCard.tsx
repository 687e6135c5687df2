import { LIMITS } from '#libs/contracts';
import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '../../shared/api/client.js';
import type { Me } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Card } from '../../shared/ui/Card.js';
import { Field } from '../../shared/ui/Field.js';
import { PasswordInput } from '../../shared/ui/PasswordInput.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { NewPasswordField } from '../auth/NewPasswordField.js';
import { FormCard } from '../../shared/ui/FormCard.js';

const EMPTY = { current_password: '', new_password: '' };

export const PasswordCard = ({ me }: { me: Me }) => {
  const t = useT();
  const queries = useQueryClient();
  const form = useForm({
    initial: EMPTY,
    validate: ({ current_password, new_password }) => ({
      ...(!current_password && { current_password: t('common.required') }),
      ...(new_password.length < LIMITS.password.min && {
        new_password: t('common.tooShort', { count: LIMITS.password.min }),
      }),
    }),
    save: async (values) => {
      await body(api.POST('/api/me/password', { body: values }));
      form.reset();
      await queries.invalidateQueries({ queryKey: ['tokens'] });
      toast.success(t('settings.passwordChanged'));
    },
  });
  if (!me.has_password) {
    return (
      <Card title={t('settings.password')}>
        <p className="text-ink-2">{t('settings.passwordNone')}</p>
      </Card>
    );
  }
  return (
    <FormCard
      form={form}
      title={t('settings.password')}
      description={t('settings.passwordText')}
      submitLabel={t('settings.changePassword')}
    >
      <input type="text" name="username" autoComplete="username" defaultValue={me.username} hidden readOnly />
      <Field label={t('settings.currentPassword')} error={form.errors['current_password']}>
        <PasswordInput
          name="current_password"
          autoComplete="current-password"
          maxLength={LIMITS.password.max}
          value={form.values.current_password}
          onChange={(event) => form.set('current_password', event.target.value)}
        />
      </Field>
      <NewPasswordField
        label={t('settings.newPassword')}
        name="new_password"
        username={me.username}
        value={form.values.new_password}
        onChange={(value) => form.set('new_password', value)}
        error={form.errors['new_password']}
      />
    </FormCard>
  );
};
