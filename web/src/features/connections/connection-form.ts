import { LIMITS } from '#libs/contracts';
import type { Connection, ConnectionType } from '../../shared/api/types.js';
import type { Translate } from '../../shared/i18n/catalogue.js';
import type { FieldErrors } from '../../shared/ui/form-errors.js';
import {
  checkConfig,
  configToSend,
  initialValues,
  type ConfigValues,
} from '../../shared/ui/schema-form/config-fields.js';
import { addressBody, checkAddress, type AddressValues } from './address.js';

export interface ConnectionValues extends AddressValues {
  name: string;
  type: string;
  /** Separated by commas. */
  tags: string;
  config: ConfigValues;
}

export const initialConnection = (
  types: Record<string, ConnectionType>,
  connection: Connection | undefined,
  type = connection?.type ?? Object.keys(types)[0] ?? '',
): ConnectionValues => {
  const schema = types[type]?.config_schema ?? { type: 'object', properties: {} };
  const config = initialValues(schema, connection?.config);
  // Whoever fills in a form can be asked; the server's own default suits scripts.
  if (!connection && schema.properties['host_key_check']?.enum?.includes('ask')) config['host_key_check'] = 'ask';
  return {
    name: connection?.name ?? '',
    type,
    host: connection?.host ?? '',
    port: connection ? String(connection.port) : '',
    tags: connection?.tags.join(', ') ?? '',
    config,
  };
};

export const splitTags = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

/** Messages by field path; those of the config begin with `config.`. */
export const checkConnection = (
  values: ConnectionValues,
  type: ConnectionType | undefined,
  stored: Connection | undefined,
  t: Translate,
): FieldErrors => {
  const config = type ? checkConfig(type.config_schema, values.config, stored?.config ?? {}, t) : {};
  return {
    ...checkAddress(values, t),
    ...(values.name.length > LIMITS.connectionName && { name: t('common.tooLong', { count: LIMITS.connectionName }) }),
    ...Object.fromEntries(Object.entries(config).map(([name, message]) => [`config.${name}`, message])),
  };
};

/** The body of a create or an update. A connection without a name is called like its host. */
export const connectionBody = (values: ConnectionValues, type: ConnectionType, stored: Connection | undefined) => ({
  name: values.name.trim() || values.host.trim(),
  ...addressBody(values),
  tags: splitTags(values.tags),
  config: configToSend(type.config_schema, values.config, stored?.config),
});
