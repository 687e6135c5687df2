import { LIMITS } from '#libs/contracts';
import type { Translate } from '../../shared/i18n/catalogue.js';
import type { FieldErrors } from '../../shared/ui/form-errors.js';

/** As typed; an empty port means the one of the type. */
export interface AddressValues {
  host: string;
  port: string;
}

export const checkAddress = ({ host, port }: AddressValues, t: Translate): FieldErrors => {
  const isPort = port === '' || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65_535);
  return {
    ...(!host.trim() && { host: t('common.required') }),
    ...(host.length > LIMITS.host && { host: t('common.tooLong', { count: LIMITS.host }) }),
    ...(!isPort && { port: t('connections.portRange') }),
  };
};

export const addressBody = ({ host, port }: AddressValues): { host: string; port: number | null } => ({
  host: host.trim(),
  port: port === '' ? null : Number(port),
});
