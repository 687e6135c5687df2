import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useT } from '../../../shared/i18n/use-t.js';
import { toast } from '../../../shared/ui/toast.js';
import { sameTarget, type TerminalTarget } from './layout.js';
import type { Workspace } from './workspace.js';

interface TerminalAddress {
  connection?: string;
  service?: number;
  session?: string;
}

const targetOf = ({ connection, service }: TerminalAddress): TerminalTarget | undefined => {
  if (connection !== undefined) return { connection };
  return service === undefined ? undefined : { service };
};

/** The address names the terminal that has the keys; one that is typed or linked opens it. */
export const useAddress = (workspace: Workspace, { connection, service, session }: TerminalAddress): void => {
  const t = useT();
  const navigate = useNavigate();
  useEffect(() => {
    const wanted = targetOf({ connection, service });
    const { focused } = workspace;
    const isShown = wanted && focused && sameTarget(focused.target, wanted) && !session;
    if (wanted && !isShown && !workspace.show(wanted, session))
      toast.message(t('terminal.full'), { id: 'terminals-full' });

    const follow = (): void => {
      const shown = workspace.focused?.target;
      const isSame = shown && wanted ? sameTarget(shown, wanted) && !session : shown === wanted;
      if (!isSame) void navigate({ to: '/terminal/connect', search: shown ?? {}, replace: true });
    };
    follow();
    return workspace.subscribe(follow);
  }, [workspace, navigate, t, connection, service, session]);
};
