import { useT } from '../../i18n/use-t.js';
import { Field, SwitchField } from '../Field.js';
import { Input } from '../Input.js';
import { PasswordInput } from '../PasswordInput.js';
import { Select, type Choice } from '../Select.js';
import { Switch } from '../Switch.js';
import { Textarea } from '../Textarea.js';
import type { NamedField } from './config-fields.js';

interface SchemaFieldProps {
  field: NamedField;
  value: string | boolean;
  error?: string;
  /** For fields that refer to something else, such as a stored key. */
  choices?: readonly Choice[];
  onChange: (value: string | boolean) => void;
}

export const SchemaField = ({
  field: { name, field, isRequired, isStored },
  value,
  error,
  choices,
  onChange,
}: SchemaFieldProps) => {
  const t = useT();
  const label = field.title ?? name;
  if (typeof value === 'boolean') {
    return (
      <SwitchField label={label} hint={field.description}>
        <Switch checked={value} onCheckedChange={onChange} />
      </SwitchField>
    );
  }
  const control = {
    value,
    required: isRequired,
    onChange: (event: { target: { value: string } }) => onChange(event.target.value),
  };
  const placeholder = isStored ? t('common.storedSecret') : undefined;
  const listed =
    choices ?? field.enum?.map((option) => ({ value: option, label: field['x-labels']?.[option] ?? option }));

  const input = () => {
    if (listed) {
      const hasBlank = choices !== undefined || (!isRequired && field.default === undefined);
      return (
        <Select {...control} choices={hasBlank ? [{ value: '', label: t('common.choose') }, ...listed] : listed} />
      );
    }
    if (field.format === 'textarea') {
      return (
        <Textarea {...control} placeholder={placeholder} rows={5} spellCheck={false} className="font-mono text-sm" />
      );
    }
    if (field['x-secret'] || field.format === 'password') {
      return <PasswordInput {...control} placeholder={placeholder} autoComplete="new-password" />;
    }
    if (field.type === 'integer') return <Input {...control} inputMode="numeric" className="max-w-40" />;
    return (
      <Input {...control} spellCheck={false} autoCapitalize="none" autoComplete="off" maxLength={field.maxLength} />
    );
  };

  return (
    <Field label={label} hint={field.description} error={error} note={isStored ? t('common.saved') : undefined}>
      {input()}
    </Field>
  );
};
