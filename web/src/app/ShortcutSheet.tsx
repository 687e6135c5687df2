import { useT } from '../shared/i18n/use-t.js';
import { usePageCommands } from '../shared/page-commands.js';
import { Dialog } from '../shared/ui/Dialog.js';
import { Kbd } from '../shared/ui/Kbd.js';
import { COMMAND_KEY } from './use-shortcuts.js';

export const ShortcutSheet = ({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) => {
  const t = useT();
  const pageCommands = usePageCommands();
  const isLong = pageCommands.length > 0;
  const rows: [label: string, keys: string[], isSequence?: boolean][] = [
    [t('palette.open'), [COMMAND_KEY, 'K']],
    [t('palette.openInTerminal'), [COMMAND_KEY, '⇧', 'P']],
    [t('palette.goDashboard'), ['G', 'D'], true],
    [t('palette.goConnections'), ['G', 'C'], true],
    [t('palette.goTerminal'), ['G', 'T'], true],
    [t('palette.goChat'), ['G', 'M'], true],
    [t('palette.goPublished'), ['G', 'P'], true],
    [t('palette.goSettings'), ['G', 'S'], true],
    [t('palette.goDocs'), ['G', 'A'], true],
    [t('palette.newConnectionKey'), ['N']],
    [t('palette.filterKey'), ['/']],
    [t('palette.shortcuts'), ['?']],
    ...pageCommands.flatMap(({ label, keys }): [string, string[]][] => (keys ? [[t(label), [...keys]]] : [])),
  ];
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={t('palette.shortcutsTitle')} size={isLong ? 'lg' : 'sm'}>
      <dl className={isLong ? 'gap-10 sm:columns-2' : undefined}>
        {rows.map(([label, keys, isSequence]) => (
          <div
            key={label}
            className="flex break-inside-avoid items-center justify-between gap-4 border-b border-line py-2"
          >
            <dt className="text-ink-2">{label}</dt>
            <dd className="flex items-center gap-1 text-xs text-ink-3">
              {keys.map((key, index) => (
                <span key={key} className="flex items-center gap-1">
                  {index > 0 && isSequence && t('palette.then')}
                  <Kbd>{key}</Kbd>
                </span>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
};
