import { preferences, type Preferences } from '../preferences.js';
import type { Catalogue, Translate } from './catalogue.js';
import { en } from './en/index.js';
import { translator } from './translate.js';

type Language = Preferences['language'];

/** English comes with the app; the others load when somebody wants them. */
const CATALOGUES: Record<Language, () => Promise<Catalogue>> = {
  en: () => Promise.resolve(en),
  de: async () => (await import('./de/index.js')).de,
};

let translate: Translate = translator(en, 'en');
let shown: Language = 'en';
const listeners = new Set<() => void>();

/** Resolves when the texts of the preferred language are in place. */
export const applyLanguage = async (): Promise<void> => {
  const wanted = preferences.get().language;
  if (wanted === shown) return;
  const catalogue = await CATALOGUES[wanted]();
  if (preferences.get().language !== wanted) return;
  shown = wanted;
  translate = translator(catalogue, wanted);
  for (const listener of listeners) listener();
};

preferences.subscribe(() => void applyLanguage());

export const language = {
  translate: (): Translate => translate,
  tag: (): Language => shown,
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
