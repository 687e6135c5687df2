import type { AdminService, ConnectionType } from '../../shared/api/types.js';
import type { Translate } from '../../shared/i18n/catalogue.js';
import type { FieldErrors } from '../../shared/ui/form-errors.js';
import {
  checkConfig,
  configToSend,
  initialValues,
  type ConfigValues,
} from '../../shared/ui/schema-form/config-fields.js';
import { addressBody, checkAddress, type AddressValues } from '../connections/address.js';

export interface ServiceValues extends AddressValues {
  name: string;
  plugin: string;
  category: string;
  icon: string;
  path: string;
  enabled: boolean;
  config: ConfigValues;
}

/** A plugin without a default port dials nothing and has no address. */
export const hasAddress = (type: ConnectionType | undefined): boolean => type?.default_port != null;

export const initialService = (
  types: Record<string, ConnectionType>,
  service: AdminService | undefined,
  plugin = service?.plugin ?? Object.keys(types)[0] ?? '',
): ServiceValues => ({
  name: service?.name ?? '',
  plugin,
  host: service?.host ?? '',
  port: service?.port ? String(service.port) : '',
  category: service?.category ?? '',
  icon: service?.icon ?? types[plugin]?.icon ?? '',
  path: service?.path ?? '',
  enabled: service?.enabled ?? true,
  config: initialValues(types[plugin]?.config_schema ?? { type: 'object', properties: {} }, service?.config),
});

/** Messages by field path; those of the config begin with `config.`. */
export const checkService = (
  values: ServiceValues,
  type: ConnectionType | undefined,
  stored: AdminService | undefined,
  t: Translate,
): FieldErrors => {
  const config = type ? checkConfig(type.config_schema, values.config, stored?.config ?? {}, t) : {};
  return {
    ...(!values.name.trim() && { name: t('common.required') }),
    ...(hasAddress(type) && checkAddress(values, t)),
    ...Object.fromEntries(Object.entries(config).map(([name, message]) => [`config.${name}`, message])),
  };
};

/** The body of a create or an update; empty texts leave the choice to the portal. */
export const serviceBody = (values: ServiceValues, type: ConnectionType, stored: AdminService | undefined) => ({
  name: values.name.trim(),
  enabled: values.enabled,
  config: configToSend(type.config_schema, values.config, stored?.config),
  category: values.category.trim() || 'Servers',
  ...(values.icon && { icon: values.icon }),
  ...(values.path.trim() && { path: values.path.trim() }),
  ...(hasAddress(type) && addressBody(values)),
});
