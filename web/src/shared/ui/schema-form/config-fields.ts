import type { Config, FormField, FormSchema } from '../../api/types.js';
import type { Translate } from '../../i18n/catalogue.js';
import type { FieldErrors } from '../form-errors.js';

/** A value as the form holds it: text for text and numbers, a boolean for a switch, null for a stored secret to be removed. */
export type ConfigValue = string | boolean | null;
export type ConfigValues = Record<string, ConfigValue>;

export interface NamedField {
  name: string;
  field: FormField;
  isRequired: boolean;
  /** A secret the server keeps and does not send back. */
  isStored: boolean;
}

/** The fields to show for these values, in order. `stored` is the config as the server gave it (`has_<field>` included). */
export const visibleFields = (schema: FormSchema, values: ConfigValues, stored: Config = {}): NamedField[] =>
  Object.entries(schema.properties)
    .sort(([, a], [, b]) => (a['x-order'] ?? 0) - (b['x-order'] ?? 0))
    .filter(([, field]) => isShown(field, schema, values))
    .map(([name, field]) => {
      const isStored = field['x-secret'] === true && stored[`has_${name}`] === true;
      return {
        name,
        field,
        isStored,
        isRequired: (schema.required?.includes(name) ?? false) && (!isStored || values[name] === null),
      };
    });

const isShown = (field: FormField, schema: FormSchema, values: ConfigValues): boolean =>
  Object.entries(field['x-show-if'] ?? {}).every(([name, wanted]) => {
    const value = String(values[name] ?? schema.properties[name]?.default ?? '');
    return typeof wanted === 'string' ? value === wanted : wanted.includes(value);
  });

/** What the form starts with: the stored value, else the default. */
export const initialValues = (schema: FormSchema, stored: Config = {}): ConfigValues =>
  Object.fromEntries(
    Object.entries(schema.properties).map(([name, field]) => {
      const value = stored[name] ?? field.default;
      return [
        name,
        field.type === 'boolean' ? value === true : value === undefined || value === null ? '' : String(value),
      ];
    }),
  );

/** Messages by field name for what the server would refuse. */
export const checkConfig = (schema: FormSchema, values: ConfigValues, stored: Config, t: Translate): FieldErrors => {
  const errors: FieldErrors = {};
  for (const { name, field, isRequired } of visibleFields(schema, values, stored)) {
    const message = complaint(field, values[name] ?? '', isRequired, t);
    if (message) errors[name] = message;
  }
  return errors;
};

const complaint = (field: FormField, value: ConfigValue, isRequired: boolean, t: Translate): string | undefined => {
  if (typeof value === 'boolean') return undefined;
  if (value === '' || value === null) return isRequired ? t('common.required') : undefined;
  if (field.type === 'integer') {
    if (!/^-?\d+$/.test(value)) return t('common.notANumber');
    if (field.minimum !== undefined && Number(value) < field.minimum)
      return t('common.tooSmall', { minimum: field.minimum });
    if (field.maximum !== undefined && Number(value) > field.maximum)
      return t('common.tooBig', { maximum: field.maximum });
    return undefined;
  }
  if (field.minLength && value.length < field.minLength) return t('common.tooShort', { count: field.minLength });
  if (field.maxLength && value.length > field.maxLength) return t('common.tooLong', { count: field.maxLength });
  return undefined;
};

/**
 * The config to send: what is visible, in the types of the schema. The server merges, so an empty secret is left out
 * to keep the stored one, and an emptied text is sent only when there is something to empty.
 */
export const configToSend = (schema: FormSchema, values: ConfigValues, stored: Config = {}): Config => {
  const config: Config = {};
  for (const { name, field } of visibleFields(schema, values, stored)) {
    const value = values[name] === undefined ? '' : values[name];
    if (typeof value === 'boolean' || value === null) config[name] = value;
    else if (value !== '') config[name] = field.type === 'integer' ? Number(value) : value;
    else if (field['x-secret'] || stored[name] === undefined || stored[name] === null) continue;
    else if (field.nullable) config[name] = null;
    else config[name] = field.default ?? (field.type === 'integer' ? 0 : '');
  }
  return config;
};
