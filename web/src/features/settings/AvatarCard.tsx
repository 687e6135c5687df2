import { api, body } from '../../shared/api/client.js';
import { useT } from '../../shared/i18n/use-t.js';
import { Avatar } from '../../shared/ui/Avatar.js';
import { Field } from '../../shared/ui/Field.js';
import { Input } from '../../shared/ui/Input.js';
import { toast } from '../../shared/ui/toast.js';
import { useForm } from '../../shared/ui/use-form.js';
import { displayName } from '../auth/session.js';
import { FormCard } from '../../shared/ui/FormCard.js';
import type { ProfileCardProps } from './NicknameCard.js';

const COLORS = ['#0b6e7a', '#2563a8', '#5b4bb7', '#9a3a86', '#b3361f', '#946200', '#3c7325', '#4a5a5c'];

export const AvatarCard = ({ me, onSaved }: ProfileCardProps) => {
  const t = useT();
  const form = useForm({
    initial: { color: me.avatar.color ?? '', emoji: me.avatar.emoji ?? '', initials: me.avatar.initials ?? '' },
    save: async ({ color, emoji, initials }) => {
      const face = { color: color || null, emoji: emoji.trim() || null, initials: initials.trim() || null };
      await body(api.PUT('/api/me/avatar', { body: face }));
      await onSaved();
      toast.success(t('common.saved'));
    },
  });
  const { color, emoji, initials } = form.values;
  return (
    <FormCard form={form} title={t('settings.avatar')}>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-4">
        <Avatar name={displayName(me)} color={color || null} emoji={emoji} initials={initials} size="lg" />
        <fieldset>
          <legend className="mb-2 text-sm font-medium">{t('settings.avatarColor')}</legend>
          <div className="flex flex-wrap items-center gap-2">
            {COLORS.map((value) => (
              <button
                key={value}
                type="button"
                aria-label={value}
                aria-pressed={color === value}
                onClick={() => form.set('color', value)}
                style={{ background: value }}
                className="size-7 rounded-full ring-offset-2 ring-offset-surface aria-pressed:ring-2 aria-pressed:ring-ink"
              />
            ))}
            <input
              type="color"
              aria-label={t('settings.avatarColor')}
              value={color || '#4a5a5c'}
              onChange={(event) => form.set('color', event.target.value)}
              className="h-7 w-10 rounded-sm border border-line bg-surface"
            />
          </div>
          {form.errors['color'] && <p className="mt-1 text-sm text-bad">{form.errors['color']}</p>}
        </fieldset>
      </div>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t('settings.avatarInitials')} note={t('common.optional')} error={form.errors['initials']}>
          <Input
            maxLength={4}
            autoComplete="off"
            value={initials}
            onChange={(event) => form.set('initials', event.target.value)}
          />
        </Field>
        <Field label={t('settings.avatarEmoji')} note={t('common.optional')} error={form.errors['emoji']}>
          <Input
            maxLength={32}
            autoComplete="off"
            value={emoji}
            onChange={(event) => form.set('emoji', event.target.value)}
          />
        </Field>
      </div>
    </FormCard>
  );
};
