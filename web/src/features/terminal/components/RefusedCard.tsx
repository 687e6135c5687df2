import { ExclamationTriangleIcon } from '@radix-ui/react-icons';
import { Link } from '@tanstack/react-router';
import { codeText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { Button } from '../../../shared/ui/Button.js';
import type { Refusal } from '../session/terminal-state.js';
import type { Pane } from '../workspace/pane.js';
import { AskCard } from './AskCard.js';
import { HostKeyRefused, readHostKeys } from './HostKeyRefused.js';
import { useWorkspace } from '../workspace/use-workspace.js';

/** Codes whose remedy is in the connection's form. */
const ABOUT_ENTRY = /^(target|hostkey)\./;

interface RefusedCardProps {
  pane: Pane;
  refusal: Refusal;
  /** A session runs behind it, which was only opened elsewhere. */
  hasOutput: boolean;
}

export const RefusedCard = ({ pane, refusal, hasOutput }: RefusedCardProps) => {
  const t = useT();
  const workspace = useWorkspace();
  const keys = readHostKeys(refusal);
  if (keys) return <HostKeyRefused pane={pane} keys={keys} />;

  const { code } = refusal;
  const isReplaced = code === 'session.replaced' && hasOutput;
  return (
    <AskCard
      title={isReplaced ? codeText(code, t) : t('terminal.refusedTitle')}
      icon={<ExclamationTriangleIcon className="size-5 text-bad" aria-hidden />}
      footer={
        <>
          <Button className="mr-auto" onClick={() => workspace.close(pane.id)}>
            {t('terminal.close')}
          </Button>
          {'connection' in pane.target && ABOUT_ENTRY.test(code) && (
            <Button asChild>
              <Link to="/connections" search={{ edit: pane.target.connection }}>
                {t('terminal.editConnection')}
              </Link>
            </Button>
          )}
          <Button data-first variant="primary" onClick={() => (isReplaced ? pane.session?.connect() : pane.restart())}>
            {isReplaced ? t('terminal.takeBack') : t('terminal.tryAgain')}
          </Button>
        </>
      }
    >
      {!isReplaced && <p role="alert">{codeText(code, t)}</p>}
    </AskCard>
  );
};
