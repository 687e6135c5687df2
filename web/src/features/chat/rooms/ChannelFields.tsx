import { LIMITS } from '#libs/contracts';
import type { Translate } from '../../../shared/i18n/catalogue.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Field } from '../../../shared/ui/Field.js';
import type { FieldErrors } from '../../../shared/ui/form-errors.js';
import { Input } from '../../../shared/ui/Input.js';
import { RadioGroup } from '../../../shared/ui/RadioGroup.js';
import { Textarea } from '../../../shared/ui/Textarea.js';
import type { Form } from '../../../shared/ui/use-form.js';
import type { ChannelValues } from './channel-queries.js';

/** As the server reads names: parts of lower-case letters and digits, hyphens between them. */
const NAME = /^[\p{Ll}\p{Lo}\p{N}]+(-+[\p{Ll}\p{Lo}\p{N}]+)*$/u;

export const checkChannel = ({ name }: ChannelValues, t: Translate): FieldErrors => ({
  name: name.trim() === '' ? t('common.required') : NAME.test(name.trim()) ? undefined : t('chat.nameInvalid'),
});

export const ChannelFields = ({ form }: { form: Form<ChannelValues> }) => {
  const t = useT();
  const { values, errors } = form;
  return (
    <>
      <Field label={t('chat.name')} hint={t('chat.nameHint')} error={errors['name']}>
        <Input
          autoFocus
          autoCapitalize="none"
          autoComplete="off"
          maxLength={LIMITS.channelName}
          value={values.name}
          onChange={(event) => form.set('name', event.target.value.toLowerCase().replaceAll(' ', '-'))}
        />
      </Field>
      <Field label={t('chat.description')} note={t('common.optional')} error={errors['description']}>
        <Textarea
          rows={2}
          maxLength={LIMITS.channelDescription}
          value={values.description}
          onChange={(event) => form.set('description', event.target.value)}
        />
      </Field>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 text-sm font-medium">{t('chat.visibility')}</legend>
        <RadioGroup
          label={t('chat.visibility')}
          value={values.visibility}
          onChange={(visibility) => form.set('visibility', visibility)}
          choices={[
            { value: 'public', label: t('chat.public'), hint: t('chat.publicHint') },
            { value: 'private', label: t('chat.privateChannel'), hint: t('chat.privateHint') },
          ]}
        />
      </fieldset>
      <fieldset className="grid gap-1.5">
        <legend className="mb-1.5 text-sm font-medium">{t('chat.mode')}</legend>
        <RadioGroup
          label={t('chat.mode')}
          value={values.mode}
          onChange={(mode) => form.set('mode', mode)}
          choices={[
            { value: 'open', label: t('chat.open'), hint: t('chat.openHint') },
            { value: 'readonly', label: t('chat.readonlyMode'), hint: t('chat.readonlyHint') },
          ]}
        />
      </fieldset>
    </>
  );
};
