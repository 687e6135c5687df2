import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import { Sheet } from '../../../shared/ui/Sheet.js';
import { DEFAULT_SETTINGS, terminalSettings } from '../settings/terminal-settings.js';
import { BehaviourSettings } from './BehaviourSettings.js';
import { LookSettings } from './LookSettings.js';

interface SettingsSheetProps {
  open: boolean;
  onOpenChange: (open: boolean) => void;
}

/** Every change shows at once behind it and is kept in this browser. */
export const SettingsSheet = (sheet: SettingsSheetProps) => {
  const t = useT();
  return (
    <Sheet {...sheet} title={t('terminal.settings')}>
      <div className="grid gap-8">
        <LookSettings />
        <BehaviourSettings />
        <Button className="justify-self-start" onClick={() => terminalSettings.set(DEFAULT_SETTINGS)}>
          {t('terminal.reset')}
        </Button>
      </div>
    </Sheet>
  );
};
