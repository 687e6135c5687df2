import { useMe } from '../features/auth/session.js';
import { useT } from '../shared/i18n/use-t.js';
import { usePageCommands } from '../shared/page-commands.js';
import { Dialog } from '../shared/ui/Dialog.js';
import { Kbd } from '../shared/ui/Kbd.js';
import { areasFor } from './navigation.js';
import { COMMAND_KEY } from './use-shortcuts.js';

export const ShortcutSheet = ({ open, onOpenChange }: { open: boolean; onOpenChange: (open: boolean) => void }) => {
  const t = useT();
  const me = useMe();
  const pageCommands = usePageCommands();
  const isLong = pageCommands.length > 0;
  const jumps = areasFor(me.role).flatMap(({ label, key }): [string, string[], boolean][] =>
    key ? [[`${t('palette.goTo')}: ${t(label)}`, ['G', key.toUpperCase()], true]] : [],
  );
  const rows: [label: string, keys: string[], isSequence?: boolean][] = [
    [t('palette.open'), [COMMAND_KEY, 'K']],
    [t('palette.openInTerminal'), [COMMAND_KEY, '⇧', 'P']],
    ...jumps,
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
