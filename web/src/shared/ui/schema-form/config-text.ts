import type { LabelKey, Translate } from '../../i18n/catalogue.js';
import { en } from '../../i18n/en/index.js';

/** The catalogue's words for a field of a schema; a field it does not know speaks for itself. */
export const configText = (key: string, ownWords: string, t: Translate): string =>
  Object.hasOwn(en.config, key) ? t(`config.${key}` as LabelKey) : ownWords;
