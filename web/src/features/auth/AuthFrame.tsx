import type { ReactNode } from 'react';
import { useT } from '../../shared/i18n/use-t.js';
import { LANGUAGES, usePreference, type Preferences } from '../../shared/preferences.js';
import { Mark } from '../../shared/ui/icons.js';
import { Select } from '../../shared/ui/Select.js';

const languages = Object.entries(LANGUAGES).map(([value, label]) => ({ value, label }));

interface AuthFrameProps {
  title: string;
  text?: string;
  wide?: boolean;
  children: ReactNode;
  below?: ReactNode;
}

/** What all pages before signing in look like. */
export const AuthFrame = ({ title, text, wide, children, below }: AuthFrameProps) => {
  const t = useT();
  const [language, setLanguage] = usePreference('language');
  return (
    <div className="flex min-h-dvh flex-col items-center bg-canvas px-4 py-6">
      <main className={`my-auto w-full ${wide ? 'max-w-lg' : 'max-w-sm'}`}>
        <div className="mb-6 grid justify-items-center gap-3 text-center">
          <Mark className="size-11" />
          <h1 tabIndex={-1} className="text-xl font-semibold tracking-tight outline-none">
            {title}
          </h1>
          {text && <p className="text-pretty text-ink-2">{text}</p>}
        </div>
        <div className="rounded-xl border border-line bg-surface p-6 shadow-raised max-sm:p-5">{children}</div>
        {below && <div className="mt-5 text-center text-ink-2">{below}</div>}
      </main>
      <footer className="mt-8">
        <Select
          aria-label={t('shell.language')}
          choices={languages}
          value={language}
          onChange={(event) => setLanguage(event.target.value as Preferences['language'])}
          className="w-32"
        />
      </footer>
    </div>
  );
};
