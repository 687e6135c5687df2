import type { PointerEvent, ReactNode } from 'react';
import type { LabelKey } from '../../../shared/i18n/catalogue.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import type { BarKey } from '../screen/key-bytes.js';
import type { Pane } from '../workspace/pane.js';
import { usePane } from '../workspace/use-workspace.js';
import { changeFontSize } from '../settings/terminal-settings.js';

const KEYS: readonly { key: BarKey; face: string; label?: LabelKey }[] = [
  { key: 'ArrowLeft', face: '←', label: 'terminal.keyLeft' },
  { key: 'ArrowDown', face: '↓', label: 'terminal.keyDown' },
  { key: 'ArrowUp', face: '↑', label: 'terminal.keyUp' },
  { key: 'ArrowRight', face: '→', label: 'terminal.keyRight' },
];
const MORE: readonly { key: BarKey; face: string }[] = [
  { key: 'Home', face: 'Home' },
  { key: 'End', face: 'End' },
  { key: 'PageUp', face: 'PgUp' },
  { key: 'PageDown', face: 'PgDn' },
];
const CHARACTERS = ['|', '/', '-', '~'] as const;

/** What the keyboard of a phone lacks. Ctrl and Alt stay down for one key. */
export const KeyBar = ({ pane }: { pane: Pane }) => {
  const t = useT();
  const { ctrl, alt } = usePane(pane, (it) => it.modifiers);
  return (
    <div
      role="toolbar"
      aria-label={t('terminal.keyBar')}
      className="flex shrink-0 gap-1 overflow-x-auto border-t border-line bg-canvas px-1.5 py-1 pb-[max(0.25rem,env(safe-area-inset-bottom))] [scrollbar-width:none]"
    >
      <Key label={t('terminal.keyEscape')} onPress={() => pane.pressKey('Escape')}>
        Esc
      </Key>
      <Key onPress={() => pane.pressKey('Tab')}>Tab</Key>
      <Key isDown={ctrl} onPress={() => pane.toggleModifier('ctrl')}>
        Ctrl
      </Key>
      <Key isDown={alt} onPress={() => pane.toggleModifier('alt')}>
        Alt
      </Key>
      {KEYS.map(({ key, face, label }) => (
        <Key key={key} label={label && t(label)} onPress={() => pane.pressKey(key)}>
          {face}
        </Key>
      ))}
      {CHARACTERS.map((character) => (
        <Key key={character} onPress={() => pane.type(character)}>
          {character}
        </Key>
      ))}
      {MORE.map(({ key, face }) => (
        <Key key={key} onPress={() => pane.pressKey(key)}>
          {face}
        </Key>
      ))}
      <Key label={t('terminal.smaller')} onPress={() => changeFontSize(-1)}>
        A−
      </Key>
      <Key label={t('terminal.larger')} onPress={() => changeFontSize(1)}>
        A＋
      </Key>
    </div>
  );
};

interface KeyProps {
  /** Only for keys that stay down. */
  isDown?: boolean;
  label?: string;
  onPress: () => void;
  children: ReactNode;
}

const Key = ({ isDown, label, onPress, children }: KeyProps) => (
  <button
    type="button"
    aria-label={label}
    aria-pressed={isDown}
    // The terminal keeps the focus, and with it the phone's keyboard stays as it is.
    onPointerDown={(event: PointerEvent) => event.preventDefault()}
    onMouseDown={(event) => event.preventDefault()}
    onClick={onPress}
    className={cx(
      'grid h-10 min-w-10 shrink-0 touch-manipulation place-items-center rounded-md border border-line bg-surface px-2 text-sm font-medium text-ink active:bg-accent-soft',
      isDown && 'border-accent bg-accent-soft text-accent-ink',
    )}
  >
    {children}
  </button>
);
