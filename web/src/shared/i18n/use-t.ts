import { useSyncExternalStore } from 'react';
import type { Translate } from './catalogue.js';
import { language } from './language.js';

/** The text function of the language in use; components using it render anew when the language changes. */
export const useT = (): Translate => useSyncExternalStore(language.subscribe, language.translate);
