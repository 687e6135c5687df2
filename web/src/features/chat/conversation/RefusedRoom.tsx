import { LockClosedIcon } from '@radix-ui/react-icons';
import type { SanctionState } from '#libs/contracts';
import type { ApiError } from '../../../shared/api/api-error.js';
import { codeText } from '../../../shared/api/error-text.js';
import { useT } from '../../../shared/i18n/use-t.js';
import { EmptyState } from '../../../shared/ui/EmptyState.js';
import { SanctionWords } from './SanctionWords.js';

interface RefusedRoomProps {
  code: ApiError['code'];
  sanction: SanctionState | undefined;
}

export const RefusedRoom = ({ code, sanction }: RefusedRoomProps) => {
  const t = useT();
  return (
    <div role="alert" className="grid grow place-items-center">
      <EmptyState icon={<LockClosedIcon />} title={t('chat.bannedTitle')}>
        {sanction?.kind === 'ban' ? <SanctionWords sanction={sanction} /> : codeText(code, t)}
      </EmptyState>
    </div>
  );
};
