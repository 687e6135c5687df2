import type { ReactNode } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { Spinner } from '../../../shared/ui/Spinner.js';
import type { Pane } from '../workspace/pane.js';
import { usePane } from '../workspace/use-workspace.js';
import { EndedBar } from './EndedBar.js';
import { PromptCard } from './PromptCard.js';
import { ReconnectBanner } from './ReconnectBanner.js';
import { RefusedCard } from './RefusedCard.js';

/** What lies over a terminal that is not simply live. Exactly one face a state. */
export const PaneFace = ({ pane, name }: { pane: Pane; name: string }) => {
  const t = useT();
  const state = usePane(pane, (it) => it.state);
  const hasOutput = usePane(pane, (it) => it.session?.startedAt !== undefined);
  switch (state.name) {
    case 'connecting':
    case 'authenticating':
      return (
        <Veil isClear>
          <p
            role="status"
            className="flex items-center gap-3 rounded-lg border border-line bg-raised px-4 py-3 shadow-float"
          >
            <Spinner />
            {state.name === 'connecting' ? t('terminal.connectingTo', { name }) : t('terminal.authenticating')}
          </p>
        </Veil>
      );
    case 'asking':
      return (
        <Veil>
          <PromptCard key={state.prompt.id} pane={pane} prompt={state.prompt} name={name} />
        </Veil>
      );
    case 'reconnecting':
      return <ReconnectBanner pane={pane} retryAt={state.retryAt} isFirst={!hasOutput} />;
    case 'refused':
      return (
        <Veil>
          <RefusedCard pane={pane} refusal={state} hasOutput={hasOutput} />
        </Veil>
      );
    case 'ended':
      return <EndedBar pane={pane} exit={state.exit} refusal={state.refusal} />;
    case 'live':
    case 'lagging':
      return null;
  }
};

const Veil = ({ children, isClear = false }: { children: ReactNode; isClear?: boolean }) => (
  <div
    className={`absolute inset-0 z-10 grid animate-fade-in place-items-center overflow-y-auto p-3 ${isClear ? '' : 'bg-canvas/75'}`}
  >
    {children}
  </div>
);
