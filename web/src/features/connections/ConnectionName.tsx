import { DrawingPinFilledIcon, DrawingPinIcon } from '@radix-ui/react-icons';
import type { Connection } from '../../shared/api/types.js';
import { useT } from '../../shared/i18n/use-t.js';
import { cx } from '../../shared/ui/classes.js';
import { useOpenConnection } from './open-viewer.js';

interface ConnectionNameProps {
  connection: Connection;
  onPin: () => void;
}

export const ConnectionName = ({ connection, onPin }: ConnectionNameProps) => {
  const t = useT();
  const open = useOpenConnection();
  const { name, host, port, is_pinned: isPinned } = connection;
  return (
    <div className="flex min-w-0 items-center gap-2.5">
      <button
        type="button"
        aria-pressed={isPinned}
        aria-label={isPinned ? t('connections.unpinNamed', { name }) : t('connections.pinNamed', { name })}
        title={isPinned ? t('connections.unpin') : t('connections.pin')}
        onClick={onPin}
        className={cx(
          '-ml-1.5 grid size-7 shrink-0 place-items-center rounded-md hover:bg-hover',
          isPinned ? 'text-accent-ink' : 'text-line-strong hover:text-ink',
        )}
      >
        {isPinned ? <DrawingPinFilledIcon aria-hidden /> : <DrawingPinIcon aria-hidden />}
      </button>
      <button type="button" onClick={() => open(connection)} className="group min-w-0 rounded-sm text-left">
        <span className="block truncate font-medium underline-offset-4 group-hover:underline">{name}</span>
        <span className="block truncate font-mono text-xs text-ink-3">
          {host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`}
        </span>
      </button>
    </div>
  );
};
