import { codeText } from '../../../shared/api/error-text.js';
import type { Translate } from '../../../shared/i18n/catalogue.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import type { TerminalState } from '../session/terminal-state.js';
import type { Pane } from '../workspace/pane.js';
import { useWorkspace } from '../workspace/use-workspace.js';

type Ended = Extract<TerminalState, { name: 'ended' }>;

const reason = ({ exit, refusal }: Pick<Ended, 'exit' | 'refusal'>, t: Translate): string => {
  if (refusal) return codeText(refusal.code, t);
  if (exit?.signal) return t('terminal.exitedSignal', { signal: exit.signal });
  if (exit?.code != null) return t('terminal.exited', { code: String(exit.code) });
  return t('terminal.exitedPlain');
};

/** The last output stays readable above it. */
export const EndedBar = ({ pane, exit, refusal }: { pane: Pane } & Pick<Ended, 'exit' | 'refusal'>) => {
  const t = useT();
  const workspace = useWorkspace();
  return (
    <div
      role="status"
      className="flex shrink-0 flex-wrap items-center justify-end gap-x-3 gap-y-2 border-t border-line bg-raised px-4 py-2 text-ink"
    >
      <span className="min-w-0 grow max-sm:basis-full">{reason({ exit, refusal }, t)}</span>
      <span className="text-sm text-ink-3 max-sm:hidden">{t('terminal.reconnectKey')}</span>
      <Button size="sm" onClick={() => workspace.close(pane.id)}>
        {t('terminal.close')}
      </Button>
      <Button size="sm" variant="primary" onClick={() => pane.restart()}>
        {t('terminal.reconnect')}
      </Button>
    </div>
  );
};
