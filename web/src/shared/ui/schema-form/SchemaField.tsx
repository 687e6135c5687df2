import type { ReactNode } from 'react';
import { useT } from '../../i18n/use-t.js';
import { Button } from '../Button.js';
import { Field, SwitchField } from '../Field.js';
import { Input } from '../Input.js';
import { PasswordInput } from '../PasswordInput.js';
import { Select, type Choice } from '../Select.js';
import { Switch } from '../Switch.js';
import { Textarea } from '../Textarea.js';
import type { ConfigValue, NamedField } from './config-fields.js';
import { configText } from './config-text.js';

/** What a field that refers to something else, such as a stored key, can be set to. */
export interface References {
  choices: readonly Choice[];
  /** In place of the hint while there is nothing to choose. */
  whenEmpty: ReactNode;
}

interface SchemaFieldProps {
  field: NamedField;
  value: ConfigValue;
  error?: string;
  references?: References;
  onChange: (value: ConfigValue) => void;
}

export const SchemaField = ({ field: named, value, error, references, onChange }: SchemaFieldProps) => {
  const t = useT();
  const { name, field, isRequired, isStored } = named;
  const label = configText(name, field.title ?? name, t);
  const ownHint = field.description && configText(`${name}.hint`, field.description, t);
  const hint = references?.choices.length === 0 ? references.whenEmpty : ownHint;
  if (typeof value === 'boolean') {
    return (
      <SwitchField label={label} hint={hint}>
        <Switch checked={value} onCheckedChange={onChange} />
      </SwitchField>
    );
  }

  const note = isStored && (
    <Button variant="link" size="inline" className="text-xs" onClick={() => onChange(value === null ? '' : null)}>
      {value === null ? t('common.keepSecret') : t('common.removeSecret')}
    </Button>
  );
  const placeholder = isStored ? t(value === null ? 'common.secretGoes' : 'common.storedSecret') : undefined;
  return (
    <Field label={label} hint={hint} error={error} note={note || undefined}>
      <TextControl
        field={named}
        placeholder={placeholder}
        choices={references?.choices}
        value={value ?? ''}
        required={isRequired}
        onChange={(event) => onChange(event.target.value)}
      />
    </Field>
  );
};

interface TextControlProps {
  field: NamedField;
  placeholder: string | undefined;
  choices: readonly Choice[] | undefined;
  value: string;
  required: boolean;
  onChange: (event: { target: { value: string } }) => void;
}

/** The control for a text, a number or a choice; `Field` gives it id and aria attributes. */
const TextControl = ({ field: { name, field, isRequired }, placeholder, choices, ...control }: TextControlProps) => {
  const t = useT();
  const listed =
    choices ??
    field.enum?.map((option) => ({
      value: option,
      label: configText(`${name}.${option}`, field['x-labels']?.[option] ?? option, t),
    }));
  if (listed) {
    const hasBlank = choices !== undefined || (!isRequired && field.default === undefined);
    const blank = { value: '', label: t('common.choose') };
    return <Select {...control} choices={hasBlank ? [blank, ...listed] : listed} />;
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
  return <Input {...control} spellCheck={false} autoCapitalize="none" autoComplete="off" maxLength={field.maxLength} />;
};
