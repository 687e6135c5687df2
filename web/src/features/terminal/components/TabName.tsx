import { useState, type KeyboardEvent } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';

interface TabNameProps {
  name: string;
  /** Undefined: leave it as it was. */
  onDone: (name: string | undefined) => void;
}

export const TabName = ({ name, onDone }: TabNameProps) => {
  const t = useT();
  const [value, setValue] = useState(name);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key !== 'Enter' && event.key !== 'Escape') return;
    // Otherwise the rest of the key press would reach the terminal, which has the focus by then.
    event.preventDefault();
    onDone(event.key === 'Enter' ? value : undefined);
  };
  return (
    <input
      autoFocus
      value={value}
      maxLength={60}
      aria-label={t('terminal.renameTab')}
      onFocus={(event) => event.target.select()}
      onChange={(event) => setValue(event.target.value)}
      onBlur={() => onDone(value === name ? undefined : value)}
      onKeyDown={onKeyDown}
      className="m-1 min-w-0 grow rounded-sm bg-sunken px-2 py-1 text-sm"
    />
  );
};
