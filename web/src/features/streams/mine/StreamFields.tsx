import { LIMITS } from '#libs/contracts';
import { useT } from '../../../shared/i18n/use-t.js';
import { Field, SwitchField } from '../../../shared/ui/Field.js';
import { Input } from '../../../shared/ui/Input.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { Textarea } from '../../../shared/ui/Textarea.js';
import type { Form } from '../../../shared/ui/use-form.js';

export interface StreamValues {
  title: string;
  description: string;
  is_public: boolean;
  rtmp_enabled: boolean;
}

export const StreamFields = ({ form: { values, errors, set } }: { form: Form<StreamValues> }) => {
  const t = useT();
  return (
    <>
      <Field label={t('streams.name')} error={errors['title']}>
        <Input
          autoFocus
          maxLength={LIMITS.streamTitle}
          autoComplete="off"
          value={values.title}
          onChange={(event) => set('title', event.target.value)}
        />
      </Field>
      <Field
        label={t('streams.description')}
        note={t('common.optional')}
        hint={t('streams.descriptionHint')}
        error={errors['description']}
      >
        <Textarea
          rows={3}
          maxLength={LIMITS.streamDescription}
          value={values.description}
          onChange={(event) => set('description', event.target.value)}
        />
      </Field>
      <SwitchField label={t('streams.isPublic')} hint={t('streams.isPublicHint')}>
        <Switch checked={values.is_public} onCheckedChange={(is) => set('is_public', is)} />
      </SwitchField>
      <SwitchField label={t('streams.plain')} hint={t('streams.plainHint')}>
        <Switch checked={values.rtmp_enabled} onCheckedChange={(is) => set('rtmp_enabled', is)} />
      </SwitchField>
    </>
  );
};
