import { useSyncExternalStore } from 'react';

/** What a person chooses for this browser. Survives sign-out; `public/appearance.js` reads the same keys before the first paint. */
export interface Preferences {
  theme: 'light' | 'dark' | 'system';
  density: 'comfortable' | 'compact';
  language: 'en' | 'de';
  sidebar: 'wide' | 'rail';
}

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const satisfies Record<Preferences['language'], string>;

const listeners = new Set<() => void>();
const prefersDark = matchMedia('(prefers-color-scheme: dark)');

const read = (key: keyof Preferences): string | null => {
  try {
    return localStorage.getItem(`portal.${key}`);
  } catch {
    return null;
  }
};

const load = (): Preferences => {
  const theme = read('theme');
  const language = read('language') ?? navigator.language.slice(0, 2);
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: read('density') === 'compact' ? 'compact' : 'comfortable',
    language: language === 'de' ? 'de' : 'en',
    sidebar: read('sidebar') === 'rail' ? 'rail' : 'wide',
  };
};

let current = load();

const apply = (): void => {
  const root = document.documentElement;
  root.dataset.theme = current.theme === 'system' ? (prefersDark.matches ? 'dark' : 'light') : current.theme;
  root.dataset.density = current.density;
  root.lang = current.language;
  for (const listener of listeners) listener();
};

const reload = (): void => {
  current = load();
  apply();
};

prefersDark.addEventListener('change', apply);
// Another tab changed a preference.
addEventListener('storage', (event) => {
  if (event.key?.startsWith('portal.')) reload();
});

export const preferences = {
  get: (): Preferences => current,
  set<K extends keyof Preferences>(key: K, value: Preferences[K]): void {
    current = { ...current, [key]: value };
    try {
      localStorage.setItem(`portal.${key}`, value);
    } catch {
      // Private windows may refuse storage; the choice then lasts until the tab closes.
    }
    apply();
  },
  subscribe(listener: () => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};

export const usePreference = <K extends keyof Preferences>(
  key: K,
): [Preferences[K], (value: Preferences[K]) => void] => {
  const value = useSyncExternalStore(preferences.subscribe, () => current[key]);
  return [value, (next) => preferences.set(key, next)];
};

/** The theme that is really showing. */
export const useShownTheme = (): 'light' | 'dark' =>
  useSyncExternalStore(preferences.subscribe, () =>
    document.documentElement.dataset.theme === 'dark' ? 'dark' : 'light',
  );
