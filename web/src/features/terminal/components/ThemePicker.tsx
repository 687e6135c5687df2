import { useId } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { THEMES, type TerminalTheme } from '../settings/themes.js';

interface ThemePickerProps {
  label: string;
  value: string;
  onChange: (id: string) => void;
}

const DARK_FIRST = THEMES;
const LIGHT_FIRST = THEMES.toSorted((one, other) => Number(one.isDark) - Number(other.isDark));

/** Every theme for either mode: some people want a dark terminal in a light page. */
export const ThemePicker = ({ label, value, onChange, isDark }: ThemePickerProps & { isDark: boolean }) => {
  const name = useId();
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{label}</legend>
      <div className="grid grid-cols-2 gap-2">
        {(isDark ? DARK_FIRST : LIGHT_FIRST).map((theme) => (
          <label
            key={theme.id}
            className={cx(
              'cursor-pointer overflow-hidden rounded-lg border border-line has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-(--focus)',
              theme.id === value && 'border-accent ring-1 ring-accent',
            )}
          >
            <input
              type="radio"
              name={name}
              className="sr-only"
              checked={theme.id === value}
              onChange={() => onChange(theme.id)}
            />
            <Swatch theme={theme} />
            <span className="block px-2.5 py-1.5 text-sm">{theme.name}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
};

/** A prompt in the theme's own colours. */
const Swatch = ({ theme: { colors } }: { theme: TerminalTheme }) => {
  const t = useT();
  return (
    <span
      aria-hidden
      className="block truncate px-2.5 py-2 font-mono text-xs"
      style={{ background: colors.background, color: colors.foreground }}
    >
      <span style={{ color: colors.green }}>ada</span>
      <span style={{ color: colors.brightBlack }}>@</span>
      <span style={{ color: colors.blue }}>{t('common.appName').split(' ').at(-1)?.toLowerCase()}</span>{' '}
      <span style={{ color: colors.magenta }}>~</span> <span style={{ color: colors.yellow }}>ls</span>{' '}
      <span style={{ color: colors.red }}>*</span> <span style={{ background: colors.cursor }}>&nbsp;</span>
    </span>
  );
};
