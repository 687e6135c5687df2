import { fieldsOf } from '../boundary/field-registry.js';
import { parseFields } from '../boundary/validation.pipe.js';
import type { ConnectionPlugin } from './connection-plugin.js';

/** An entry's `config`, apart from what is sealed. */
export interface SplitConfig {
  config: Record<string, unknown>;
  secrets: Record<string, string>;
}

export const EMPTY_CONFIG: SplitConfig = { config: {}, secrets: {} };

/**
 * What a request makes of a stored config: an absent field keeps its value, null clears it, and so does an empty
 * secret. Fields the plugin does not declare are dropped.
 * @throws DomainError request.invalid naming `config.<field>`
 */
export const mergeConfig = (
  plugin: ConnectionPlugin,
  stored: SplitConfig,
  patch: Record<string, unknown>,
): SplitConfig => {
  const values: Record<string, unknown> = { ...stored.config, ...stored.secrets };
  for (const field of fieldsOf(plugin.params).keys()) {
    const given = Object.hasOwn(patch, field) ? patch[field] : undefined;
    if (given === undefined) continue;
    if (given === null || (given === '' && isSecret(plugin, field))) delete values[field];
    else values[field] = given;
  }
  return splitConfig(plugin, checkedConfig(plugin, values));
};

/** The config as its owner may see it: a secret becomes `has_<field>`. */
export const redactConfig = (
  plugin: ConnectionPlugin,
  config: Record<string, unknown>,
  secretFields: readonly string[],
): Record<string, unknown> => ({
  ...config,
  ...Object.fromEntries(plugin.secrets.map((field) => [`has_${field}`, secretFields.includes(field)])),
});

const isSecret = (plugin: ConnectionPlugin, field: string): boolean =>
  (plugin.secrets as readonly string[]).includes(field);

const checkedConfig = (plugin: ConnectionPlugin, values: Record<string, unknown>): object => {
  const params = parseFields(plugin.params, values, 'config.');
  plugin.validate?.(params);
  return params;
};

const splitConfig = (plugin: ConnectionPlugin, values: object): SplitConfig => {
  const split: SplitConfig = { config: {}, secrets: {} };
  for (const [field, value] of Object.entries(values)) {
    if (value === undefined) continue;
    if (isSecret(plugin, field)) split.secrets[field] = String(value);
    else split.config[field] = value;
  }
  return split;
};
