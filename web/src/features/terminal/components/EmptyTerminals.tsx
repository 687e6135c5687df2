import { useT } from '../../../shared/i18n/use-t.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { TerminalIcon } from '../../../shared/ui/icons.js';
import type { TerminalTarget } from '../workspace/layout.js';
import { TargetList } from './NewTabPicker.js';

export const EmptyTerminals = ({ onPick }: { onPick: (target: TerminalTarget) => void }) => {
  const t = useT();
  return (
    <div className="grid min-h-0 grow content-start justify-items-center gap-2 overflow-y-auto px-4 py-6">
      <EmptyState icon={<TerminalIcon />} title={t('terminal.emptyTitle')}>
        {t('terminal.emptyText')}
      </EmptyState>
      <div className="w-full max-w-xl overflow-hidden rounded-xl border border-line bg-surface shadow-raised">
        <TargetList onPick={onPick} />
      </div>
    </div>
  );
};
