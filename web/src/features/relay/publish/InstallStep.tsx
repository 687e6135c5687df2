import { useState } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Tabs } from '../../../shared/ui/Tabs.js';
import type { RelayFacts } from '../relay-types.js';
import { CommandLine } from './CommandLine.js';
import { installCommand, systemOf, SYSTEMS } from './publish-command.js';

/** The command of the visitor's system first. */
export const InstallStep = ({ relay }: { relay: RelayFacts }) => {
  const t = useT();
  const [system, setSystem] = useState(() => systemOf(navigator.platform));
  return (
    <Tabs
      label={t('relay.system')}
      value={system}
      onChange={setSystem}
      tabs={SYSTEMS.map((value) => ({
        value,
        label: t(`relay.${value}`),
        content: (
          <>
            <p className="mb-2 text-sm text-ink-2">
              {value === 'windows' ? t('relay.inPowerShell') : t('relay.inTerminal')}
            </p>
            <CommandLine label={t('relay.installCommand')} text={installCommand(value, relay)} />
          </>
        ),
      }))}
    />
  );
};
