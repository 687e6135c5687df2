import { useT } from '../../../shared/i18n/use-t.js';
import { Field, SwitchField } from '../../../shared/ui/Field.js';
import { Input } from '../../../shared/ui/Input.js';
import { SegmentedControl } from '../../../shared/ui/SegmentedControl.js';
import { Switch } from '../../../shared/ui/Switch.js';
import { useShownTheme } from '../../../shared/preferences.js';
import { FONT_SIZE, LINE_HEIGHT, terminalSettings, useTerminalSettings } from '../settings/terminal-settings.js';
import { NumberInput } from './NumberInput.js';
import { ThemePicker } from './ThemePicker.js';

export const LookSettings = () => {
  const t = useT();
  const settings = useTerminalSettings();
  const { set } = terminalSettings;
  const isDark = useShownTheme() === 'dark';
  const dark = (
    <ThemePicker
      key="dark"
      isDark
      label={t('terminal.darkTheme')}
      value={settings.darkTheme}
      onChange={(darkTheme) => set({ darkTheme })}
    />
  );
  const light = (
    <ThemePicker
      key="light"
      isDark={false}
      label={t('terminal.lightTheme')}
      value={settings.lightTheme}
      onChange={(lightTheme) => set({ lightTheme })}
    />
  );
  return (
    <section className="grid gap-5">
      <h3 className="font-semibold">{t('terminal.look')}</h3>
      {isDark ? dark : light}
      <div className="grid grid-cols-2 gap-4">
        <Field label={t('terminal.fontSize')}>
          <NumberInput {...FONT_SIZE} value={settings.fontSize} onChange={(fontSize) => set({ fontSize })} />
        </Field>
        <Field label={t('terminal.lineHeight')}>
          <NumberInput
            {...LINE_HEIGHT}
            step={0.05}
            value={settings.lineHeight}
            onChange={(lineHeight) => set({ lineHeight })}
          />
        </Field>
      </div>
      <Field label={t('terminal.fontFamily')} hint={t('terminal.fontFamilyHint')}>
        <Input
          value={settings.fontFamily}
          maxLength={200}
          spellCheck={false}
          placeholder="JetBrains Mono"
          onChange={(event) => set({ fontFamily: event.target.value })}
        />
      </Field>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="font-medium">{t('terminal.cursorStyle')}</p>
        <SegmentedControl
          label={t('terminal.cursorStyle')}
          value={settings.cursorStyle}
          onChange={(cursorStyle) => set({ cursorStyle })}
          choices={[
            { value: 'block', label: t('terminal.cursorBlock') },
            { value: 'bar', label: t('terminal.cursorBar') },
            { value: 'underline', label: t('terminal.cursorUnderline') },
          ]}
        />
      </div>
      <SwitchField label={t('terminal.cursorBlink')}>
        <Switch checked={settings.cursorBlink} onCheckedChange={(cursorBlink) => set({ cursorBlink })} />
      </SwitchField>
      <details className="group">
        <summary className="text-sm font-medium text-accent-ink">
          {isDark ? t('terminal.lightTheme') : t('terminal.darkTheme')}
        </summary>
        <div className="mt-3 [&_legend]:sr-only">{isDark ? light : dark}</div>
      </details>
    </section>
  );
};
