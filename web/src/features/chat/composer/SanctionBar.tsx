import { LockClosedIcon } from '@radix-ui/react-icons';
import type { SanctionState } from '#libs/contracts';
import { SanctionWords } from '../conversation/SanctionWords.js';

/** Why the composer is closed. It is there before, so that what comes into it is read out. */
export const SanctionBar = ({ id, sanction }: { id: string; sanction: SanctionState | undefined }) => (
  <p id={id} role="status">
    {sanction && (
      <span className="flex items-start gap-2 border-b border-line px-3 py-2 text-sm text-warn">
        <LockClosedIcon aria-hidden className="mt-0.5 shrink-0" />
        <span className="min-w-0 wrap-anywhere">
          <SanctionWords sanction={sanction} />
        </span>
      </span>
    )}
  </p>
);
