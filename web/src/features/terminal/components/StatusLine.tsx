import type { ReactNode } from 'react';
import type { LabelKey } from '../../../shared/i18n/catalogue.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { cx } from '../../../shared/ui/classes.js';
import { Tooltip } from '../../../shared/ui/Tooltip.js';
import { takesInput } from '../session/terminal-state.js';
import type { Pane } from '../workspace/pane.js';
import { useTarget } from '../workspace/use-target.js';
import { usePane } from '../workspace/use-workspace.js';
import { StateDot } from './StateDot.js';
import { useNow } from './use-now.js';

/** `1:02:03`, without hours below one. */
export const clockText = (ms: number): string => {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  if (parts[0] === 0) parts.shift();
  return parts.map((part, at) => (at === 0 ? String(part) : String(part).padStart(2, '0'))).join(':');
};

export const StatusLine = ({ pane }: { pane: Pane }) => {
  const t = useT();
  const state = usePane(pane, (it) => it.state);
  const latencyMs = usePane(pane, (it) => it.session?.latencyMs);
  const startedAt = usePane(pane, (it) => it.session?.startedAt);
  const size = usePane(pane, (it) => `${it.screen.size.cols} × ${it.screen.size.rows}`);
  const { name, address } = useTarget(pane.target);
  const isRunning = takesInput(state);
  const now = useNow(isRunning);
  const isLagging = state.name === 'lagging';
  return (
    <footer className="flex h-7 shrink-0 items-center gap-4 overflow-hidden border-t border-line bg-canvas px-3 text-xs text-ink-2 tabular-nums pointer-coarse:h-6">
      <span className="flex min-w-0 items-center gap-2">
        <StateDot state={state.name} />
        <span
          role="status"
          className={cx('whitespace-nowrap', isLagging && 'font-medium text-warn')}
          title={isLagging ? t('terminal.laggingText') : undefined}
        >
          {t(`terminal.${state.name}`)}
        </span>
        <span className="truncate text-ink-3">{address || name}</span>
      </span>
      <span className="ml-auto flex shrink-0 items-center gap-4">
        {isRunning && latencyMs !== undefined && (
          <Fact label="terminal.latencyLabel">{t('terminal.latency', { ms: Math.max(1, Math.round(latencyMs)) })}</Fact>
        )}
        <Fact label="terminal.size" isWide>
          {size}
        </Fact>
        {startedAt !== undefined && isRunning && <Fact label="terminal.duration">{clockText(now - startedAt)}</Fact>}
      </span>
    </footer>
  );
};

/** `isWide`: left out on phones. */
const Fact = ({ label, isWide, children }: { label: LabelKey; isWide?: boolean; children: ReactNode }) => {
  const t = useT();
  return (
    <Tooltip label={t(label)}>
      <span className={cx(isWide && 'max-sm:hidden')}>
        <span className="sr-only">{t(label)}: </span>
        {children}
      </span>
    </Tooltip>
  );
};
