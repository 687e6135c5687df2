import { LIMITS } from '#libs/contracts';
import { Field } from '../../shared/ui/Field.js';
import type { FieldErrors } from '../../shared/ui/form-errors.js';
import { Input } from '../../shared/ui/Input.js';

interface KeyNameFieldProps {
  form: { values: { name: string }; errors: FieldErrors; set: (name: 'name', value: string) => void };
  label: string;
  hint: string;
}

/** What its owner calls a key, the first thing they are asked. */
export const KeyNameField = ({ form, label, hint }: KeyNameFieldProps) => (
  <Field label={label} hint={hint} error={form.errors['name']}>
    <Input
      autoFocus
      autoComplete="off"
      maxLength={LIMITS.keyName}
      value={form.values.name}
      onChange={(event) => form.set('name', event.target.value)}
    />
  </Field>
);
