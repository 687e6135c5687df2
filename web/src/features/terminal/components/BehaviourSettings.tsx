import { useT } from '../../../shared/i18n/use-t.js';
import { Field, SwitchField } from '../../../shared/ui/Field.js';
import { Select } from '../../../shared/ui/Select.js';
import { Switch } from '../../../shared/ui/Switch.js';
import {
  SCROLLBACK,
  terminalSettings,
  useTerminalSettings,
  type TerminalSettings,
} from '../settings/terminal-settings.js';
import { NumberInput } from './NumberInput.js';

export const BehaviourSettings = () => {
  const t = useT();
  const settings = useTerminalSettings();
  const { set } = terminalSettings;
  /** The value is one of the choices it was given. */
  const choose = <K extends 'pasteWarning' | 'clipboardWrite' | 'bell'>(key: K) => ({
    value: settings[key],
    onChange: (event: React.ChangeEvent<HTMLSelectElement>) =>
      set({ [key]: event.target.value as TerminalSettings[K] }),
  });
  return (
    <>
      <section className="grid gap-5">
        <h3 className="font-semibold">{t('terminal.behaviour')}</h3>
        <Field label={t('terminal.scrollback')}>
          <NumberInput
            {...SCROLLBACK}
            step={1000}
            value={settings.scrollback}
            onChange={(scrollback) => set({ scrollback })}
          />
        </Field>
        <SwitchField label={t('terminal.copyOnSelect')} hint={t('terminal.copyOnSelectHint')}>
          <Switch checked={settings.copyOnSelect} onCheckedChange={(copyOnSelect) => set({ copyOnSelect })} />
        </SwitchField>
        <Field label={t('terminal.pasteWarning')}>
          <Select
            {...choose('pasteWarning')}
            choices={[
              { value: 'always', label: t('terminal.pasteAlways') },
              { value: 'unbracketed', label: t('terminal.pasteUnbracketed') },
              { value: 'never', label: t('terminal.pasteSilent') },
            ]}
          />
        </Field>
        <Field label={t('terminal.clipboardWrite')}>
          <Select
            {...choose('clipboardWrite')}
            choices={[
              { value: 'ask', label: t('terminal.clipboardAsk') },
              { value: 'allow', label: t('terminal.clipboardAllow') },
              { value: 'block', label: t('terminal.clipboardBlock') },
            ]}
          />
        </Field>
        <Field label={t('terminal.bell')}>
          <Select
            {...choose('bell')}
            choices={[
              { value: 'visual', label: t('terminal.bellVisual') },
              { value: 'sound', label: t('terminal.bellSound') },
              { value: 'off', label: t('terminal.bellOff') },
            ]}
          />
        </Field>
      </section>
      <section className="grid gap-5">
        <h3 className="font-semibold">{t('terminal.accessibility')}</h3>
        <SwitchField label={t('terminal.keepContrast')} hint={t('terminal.keepContrastHint')}>
          <Switch checked={settings.keepContrast} onCheckedChange={(keepContrast) => set({ keepContrast })} />
        </SwitchField>
        <SwitchField label={t('terminal.screenReader')} hint={t('terminal.screenReaderHint')}>
          <Switch checked={settings.screenReader} onCheckedChange={(screenReader) => set({ screenReader })} />
        </SwitchField>
        <p className="text-sm text-ink-3">{t('terminal.leaveHelp')}</p>
      </section>
    </>
  );
};
