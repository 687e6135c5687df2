import { ChevronRightIcon } from '@radix-ui/react-icons';
import type { Config, FormSchema } from '../../api/types.js';
import { useT } from '../../i18n/use-t.js';
import type { FieldErrors } from '../form-errors.js';
import { visibleFields, type ConfigValue, type ConfigValues, type NamedField } from './config-fields.js';
import { SchemaField, type References } from './SchemaField.js';

interface SchemaFormProps {
  schema: FormSchema;
  values: ConfigValues;
  onChange: (values: ConfigValues) => void;
  /** The config as the server gave it, with `has_<field>` for its secrets. */
  stored?: Config;
  errors?: FieldErrors;
  /** For fields that refer to something else, by field name. */
  references?: Record<string, References>;
}

/** The fields of a `config_schema`. Validation is `checkConfig`, the body is `configToSend`. */
export const SchemaForm = ({ schema, values, onChange, stored, errors = {}, references = {} }: SchemaFormProps) => {
  const t = useT();
  const fields = visibleFields(schema, values, stored);
  const advanced = fields.filter(({ field }) => field['x-advanced']);
  const hasHiddenError = advanced.some(({ name }) => errors[name]);

  const valueOf = (name: string): ConfigValue => {
    const value = values[name];
    return value === undefined ? '' : value;
  };
  const draw = (field: NamedField) => (
    <SchemaField
      key={field.name}
      field={field}
      value={valueOf(field.name)}
      error={errors[field.name]}
      references={references[field.name]}
      onChange={(value) => onChange({ ...values, [field.name]: value })}
    />
  );

  return (
    <>
      {fields.filter(({ field }) => !field['x-advanced']).map(draw)}
      {advanced.length > 0 && (
        <details className="group" open={hasHiddenError || undefined}>
          <summary className="flex list-none items-center gap-1.5 rounded-sm py-1 text-sm font-medium text-ink-2 hover:text-ink">
            <ChevronRightIcon aria-hidden className="transition-transform group-open:rotate-90" />
            {t('common.advanced')}
          </summary>
          <div className="mt-3 grid gap-5">{advanced.map(draw)}</div>
        </details>
      )}
    </>
  );
};
